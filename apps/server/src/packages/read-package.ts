/** Reads a FHIR package from a .tgz file or a folder. https://hl7.org/fhir/packages.html */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageFacts, PackageResource } from '@charthouse/chart-store';
import { isObject, type JsonObject, type JsonValue, OutcomeError, parseJson } from '@charthouse/fhir-model';
import { failure } from '../command-line/stop.ts';
import { BadManifest, type Manifest, manifestOf } from './manifest.ts';
import { BrokenArchive, filesOfTgz, type TarFile } from './tar.ts';

export interface ReadPackage {
  readonly facts: PackageFacts;
  readonly resources: readonly PackageResource[];
  /** Files that hold no definition: names within the package. */
  readonly skipped: readonly string[];
}

/** What is kept of the resources at the top of a package: definitions, not data. */
const kept: ReadonlySet<string> = new Set(
  (
    'StructureDefinition ValueSet CodeSystem ConceptMap NamingSystem SearchParameter OperationDefinition CapabilityStatement ' +
    'CompartmentDefinition ImplementationGuide GraphDefinition MessageDefinition StructureMap Questionnaire Measure Library ' +
    'PlanDefinition ActivityDefinition ExampleScenario'
  ).split(' '),
);

/** A file as packages are published. */
export function isPackage(path: string): boolean {
  return /\.tgz$/i.test(path);
}

/** @throws CommandStop where there is no package, or it cannot be used */
export async function readPackage(path: string): Promise<ReadPackage> {
  try {
    return await contentOf(filesOf(path));
  } catch (error) {
    if (error instanceof BadManifest || error instanceof BrokenArchive)
      throw failure(`cannot add ${path}: ${error.message.replace(/\.?$/, '.')}`, error);
    throw error;
  }
}

async function* filesOf(path: string): AsyncGenerator<TarFile> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw failure(
      error.code === 'ENOENT' ? `there is no file or folder ${path}.` : `cannot read ${path}: ${error.message}.`,
    );
  });
  if (!info.isDirectory()) {
    for await (const { name, content } of filesOfTgz(path))
      if (/^(\.\/)?[^/]+\//.test(name)) yield { name: name.replace(/^(\.\/)?[^/]+\//, ''), content };
    return;
  }
  const inside = await stat(join(path, 'package', 'package.json')).catch(() => undefined);
  const root = inside ? join(path, 'package') : path;
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const name = full.slice(root.length).replaceAll('\\', '/').replace(/^\//, '');
    if (!name.startsWith('node_modules/')) yield { name, content: await readFile(full) };
  }
}

interface Gathered {
  manifest: Manifest | undefined;
  readonly resources: PackageResource[];
  readonly skipped: string[];
  examples: number;
}

async function contentOf(files: AsyncIterable<TarFile>): Promise<ReadPackage> {
  const found: Gathered = { manifest: undefined, resources: [], skipped: [], examples: 0 };
  const names = new Map<PackageResource, string>();
  for await (const { name, content } of files) {
    const before = found.resources.length;
    gather(name, content, found);
    for (const resource of found.resources.slice(before)) names.set(resource, name);
  }
  const { manifest, examples, skipped } = found;
  if (!manifest)
    throw new BadManifest(
      'there is no package/package.json in it: a FHIR package has one. See `charthouse packages --help`.',
    );
  const resources = found.resources.toSorted((a, b) => (names.get(a)! < names.get(b)! ? -1 : 1));
  return { facts: { ...manifest, ...counted(resources), examples }, resources, skipped };
}

function gather(name: string, content: Buffer, found: Gathered): void {
  if (name === 'package.json') found.manifest = manifestOf(parsed(name, content));
  else if (/(^|\/)\.[^/]*$/.test(name))
    return; // .index.json and the like repeat what is in the files
  else if (/^examples?\/.*\.json$/.test(name)) found.examples++;
  else if (name.includes('/') || !name.endsWith('.json')) found.skipped.push(name);
  else keep(name, content, found);
}

function keep(name: string, content: Buffer, found: Gathered): void {
  const value = parsed(name, content);
  const type = isObject(value) ? value.resourceType : undefined;
  if (!isObject(value) || typeof type !== 'string') found.skipped.push(name);
  else if (!kept.has(type)) found.examples++;
  else
    found.resources.push({
      type,
      body: content.toString('utf8').replace(/^\ufeff/, ''),
      ...addressOf(value),
      ...waiting(value),
    });
}

function addressOf({ url, version }: JsonObject): Pick<PackageResource, 'url' | 'version'> {
  return { ...(typeof url === 'string' && { url }), ...(typeof version === 'string' && { version }) };
}

/** A profile needs a snapshot: one is made from its base when that is there. */
function waiting({
  resourceType,
  derivation,
  snapshot,
  baseDefinition,
}: JsonObject): Pick<PackageResource, 'waitsFor'> {
  const lacks = resourceType === 'StructureDefinition' && derivation === 'constraint' && snapshot === undefined;
  return lacks && typeof baseDefinition === 'string' ? { waitsFor: baseDefinition } : {};
}

function parsed(name: string, content: Buffer): JsonValue {
  try {
    return parseJson(content.toString('utf8')).value;
  } catch (error) {
    if (error instanceof OutcomeError) throw new BadManifest(`its file ${name} cannot be read: ${error.message}`);
    throw error;
  }
}

function counted(resources: readonly PackageResource[]): Pick<PackageFacts, 'counts' | 'sha256'> {
  const counts: Record<string, number> = {};
  const hash = createHash('sha256');
  for (const { type, body } of resources) {
    counts[type] = (counts[type] ?? 0) + 1;
    hash.update(body).update('\0');
  }
  return { counts, sha256: hash.digest('hex') };
}

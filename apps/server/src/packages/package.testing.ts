/** FHIR packages for tests: as a folder of files, and packed as npm does. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Name within the package -> content; objects become JSON. */
export type PackageFiles = Readonly<Record<string, string | object>>;

export interface GuideParts {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly resources?: readonly { readonly resourceType: string; readonly id: string }[];
}

export function guide({ name, version, dependencies = {}, resources = [] }: GuideParts): PackageFiles {
  return {
    'package.json': { name, version, title: `Guide ${name}`, fhirVersions: ['4.0.1'], dependencies },
    '.index.json': '{',
    ...Object.fromEntries(resources.map((one) => [`${one.resourceType}-${one.id}.json`, one])),
    'example/Patient-example.json': { resourceType: 'Patient', id: 'example' },
  };
}

/** A profile that asks for something of an element. */
export function profileOf(url: string, element: object, more: object = {}) {
  const [id = ''] = url.split('/').slice(-1);
  return {
    resourceType: 'StructureDefinition',
    id,
    url,
    name: id,
    status: 'active',
    kind: 'resource',
    abstract: false,
    type: 'Patient',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
    derivation: 'constraint',
    differential: { element: [element] },
    ...more,
  };
}

export function writeFolder(folder: string, files: PackageFiles): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), textOf(content));
  }
  return folder;
}

/** As `npm pack` makes it: gzip-compressed ustar, everything below `package/`; long names by an extended header. */
export function tgz(files: PackageFiles): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => entry(`package/${name}`, textOf(content)));
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function entry(name: string, content: string): Buffer[] {
  if (name.length <= 100) return blocksOf(name, content, '0');
  const record = ` path=${name}\n`;
  const length = record.length + String(record.length).length;
  const line = `${length + (String(length).length > String(record.length).length ? 1 : 0)}${record}`;
  return [...blocksOf('PaxHeader', line, 'x'), ...blocksOf(name.slice(0, 100), content, '0')];
}

function blocksOf(name: string, content: string, kind: string): Buffer[] {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name);
  header.write('0000644\0', 100);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(kind, 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.fill(' ', 148, 156);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0`,
    148,
  );
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
}

function textOf(content: string | object): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

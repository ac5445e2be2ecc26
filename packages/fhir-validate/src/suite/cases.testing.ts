/** HL7's cases for validators with the outcomes of the reference validator, as data. https://github.com/FHIR/fhir-test-cases */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  OutcomeError,
  type ParsedJson,
  parseJson,
} from '@charthouse/fhir-model';
import { readXml } from '@charthouse/fhir-xml';

const folder = fileURLToPath(new URL('../../../../../shared/data/fhir-test-cases/validator/', import.meta.url));

export const absent = !existsSync(`${folder}manifest.json`);

/** One resource, checked alone or against a profile. */
export interface SuiteCase {
  readonly name: string;
  readonly file: string;
  /** What is loaded. */
  readonly loaded: readonly string[];
  /** File of the profile that is asked for. */
  readonly profile?: string;
  /** File of the reference outcome. */
  readonly outcome: string;
  /** Extensions below this address need no definition. */
  readonly extensionDomain?: string;
  /** Addresses at example.org are refused. */
  readonly noExamples: boolean;
  /** Texts that look like HTML are refused. */
  readonly markupRefused: boolean;
  /** References to outside are followed. */
  readonly followsReferences: boolean;
  /** The text of a reference tells the type of its target. */
  readonly restfulReferences: boolean;
}

interface Entry {
  readonly name: string;
  readonly file: string;
  readonly profiles?: readonly string[];
  readonly supporting?: readonly string[];
  readonly java: string;
  readonly 'allowed-extension-domain'?: string;
  readonly examples?: boolean;
  readonly validateReference?: string;
  readonly assumeValidRestReferences?: boolean;
  readonly 'security-checks'?: boolean;
  readonly profile?: {
    readonly source: string;
    readonly supporting?: readonly string[];
    readonly java?: string;
    readonly assumeValidRestReferences?: boolean;
  };
}

export function suiteCases(): SuiteCase[] {
  const manifest: { 'test-cases': Entry[] } = JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8'));
  return manifest['test-cases'].flatMap((entry) => {
    const { name, file, java, profiles = [], supporting = [], profile } = entry;
    const loaded = [...profiles, ...supporting];
    const domain = entry['allowed-extension-domain'];
    const shared = {
      name,
      file,
      noExamples: entry.examples === false,
      restfulReferences: entry.assumeValidRestReferences === true || profile?.assumeValidRestReferences === true,
      followsReferences: entry.validateReference !== undefined,
      markupRefused: entry['security-checks'] === true,
      ...(domain !== undefined && { extensionDomain: domain }),
    };
    const alone: SuiteCase = { ...shared, loaded, outcome: java };
    if (!profile?.java) return [alone];
    const { source, supporting: more = [] } = profile;
    return [alone, { ...shared, loaded: [...loaded, ...more, source], profile: source, outcome: profile.java }];
  });
}

/** @throws OutcomeError */
export function readCase(file: string): ParsedJson {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(readFileSync(folder + file));
  return file.endsWith('.json') ? parseJson(text) : readXml(text);
}

const known = new Map<string, readonly JsonObject[]>();

/** A definition, or those of a bundle; none of what cannot be read. */
export function loadedFrom(file: string): readonly JsonObject[] {
  const own = known.get(file);
  if (own) return own;
  const made = definitionsIn(file);
  known.set(file, made);
  return made;
}

/** The resource of a reference, where a file of its id is there. */
export function namedFile(reference: string): readonly JsonObject[] {
  const id = /^[A-Z][A-Za-z]+\/([\w.-]+)$/.exec(reference)?.[1];
  const file = ['xml', 'json'].map((ending) => `${id}.${ending}`).find((name) => existsSync(folder + name));
  return file === undefined ? [] : loadedFrom(file);
}

function definitionsIn(file: string): JsonObject[] {
  try {
    const { value } = readCase(file);
    if (!isObject(value)) return [];
    if (value.resourceType !== 'Bundle' || !Array.isArray(value.entry)) return [value];
    return value.entry.map((entry: JsonValue) => (isObject(entry) ? entry.resource : undefined)).filter(isObject);
  } catch (error) {
    if (error instanceof OutcomeError) return [];
    throw error;
  }
}

export interface ReferenceIssue {
  readonly severity: string;
  readonly text: string;
  readonly expression: string | undefined;
}

export function referenceIssues(outcome: string): ReferenceIssue[] {
  const { issue = [] } = JSON.parse(readFileSync(`${folder}outcomes/${outcome}`, 'utf8'));
  return issue.map(
    (one: { severity: string; details?: { text?: string }; expression?: string[] }): ReferenceIssue => ({
      severity: one.severity,
      text: one.details?.text ?? '',
      expression: one.expression?.[0],
    }),
  );
}

/** One document of a file: what is wrong with it, with its place in the file. */
import {
  type Issue,
  isObject,
  type JsonObject,
  type JsonValue,
  jsonLocator,
  OutcomeError,
  type ParsedJson,
  parseJson,
  withPositions,
} from '@charthouse/fhir-model';
import type { ValidateOptions, Validator } from '@charthouse/fhir-validate';
import { besideMisread, MisreadXml, readXml, xmlLocator } from '@charthouse/fhir-xml';
import { failure } from '../command-line/stop.ts';
import type { Item } from '../import/sources/items.ts';

export interface Problem {
  /** For people. */
  readonly text: string;
  /** For programs. */
  readonly fact: {
    readonly file: string;
    readonly line: number;
    readonly column?: number;
    readonly severity: Issue['severity'];
    readonly code: string;
    readonly expression?: string;
    readonly diagnostics: string;
  };
}

export interface CheckedDocument {
  readonly problems: readonly Problem[];
}

export interface CheckOptions {
  readonly validator: Validator;
  readonly warnings: boolean;
  readonly profiles: readonly string[];
  /** Resources that references name, among those that were loaded. */
  readonly resolve: NonNullable<ValidateOptions['resolve']>;
}

const isXml = (text: string) => /^\ufeff?\s*</.test(text);

export function checkDocument(item: Item, { validator, ...options }: CheckOptions): CheckedDocument {
  try {
    const { read, misread } = asFarAsReadable(item);
    const issues = validator.validate(read.value, { literals: read.literals, ...options });
    if (issues.length === 0 && misread.length === 0) return { problems: [] };
    const locate = isXml(item.text) ? xmlLocator(item.text) : jsonLocator(item.text);
    const all = besideMisread(misread, withPositions(issues, locate));
    return { problems: all.map((issue) => problemOf(issue, item)) };
  } catch (error) {
    if (!(error instanceof OutcomeError)) throw error;
    return { problems: error.issues.map((issue) => problemOf(issue, item)) };
  }
}

/** The resources of a document, those of a bundle one by one. @throws CommandStop where it cannot be read */
export function resourcesOf(item: Item): JsonObject[] {
  const value = readable(item);
  if (!isObject(value)) return [];
  if (value.resourceType !== 'Bundle' || !Array.isArray(value.entry)) return [value];
  const resources = value.entry.map((entry: JsonValue) => (isObject(entry) ? entry.resource : undefined));
  return resources.filter((resource): resource is JsonObject => isObject(resource));
}

function readable(item: Item): JsonValue {
  try {
    return parsed(item).value;
  } catch (error) {
    if (error instanceof OutcomeError) throw failure(`cannot load ${item.file}: ${error.message}`, error);
    throw error;
  }
}

/** @throws OutcomeError */
function asFarAsReadable(item: Item): { readonly read: ParsedJson; readonly misread: readonly Issue[] } {
  try {
    return { read: parsed(item), misread: [] };
  } catch (error) {
    if (!(error instanceof MisreadXml)) throw error;
    return { read: error.read, misread: error.issues };
  }
}

/** @throws OutcomeError */
function parsed({ text, error }: Item): ParsedJson {
  if (error) throw error;
  return isXml(text) ? readXml(text) : parseJson(text);
}

/** Lines of a document are counted from where it starts in its file. */
function problemOf({ severity, code, diagnostics, expression, line = 1, column }: Issue, item: Item): Problem {
  const at = item.line + line - 1;
  const where = [item.file, at, ...(column === undefined ? [] : [column])].join(':');
  const [element] = expression ?? [];
  return {
    text: `${where}: ${severity}: ${element === undefined ? '' : `${element}: `}${diagnostics}`,
    fact: {
      file: item.file,
      line: at,
      ...(column !== undefined && { column }),
      severity,
      code,
      ...(element !== undefined && { expression: element }),
      diagnostics,
    },
  };
}

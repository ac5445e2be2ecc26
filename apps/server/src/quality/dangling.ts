/** References of stored resources that lead nowhere on this server. https://hl7.org/fhir/R4/references.html */
import { absentOf, type Within } from '@charthouse/chart-store';
import { type Issue, isReference, type JsonObject, type JsonValue, parseLiteral } from '@charthouse/fhir-model';

interface Named {
  /** Path without indices. */
  readonly path: string;
  readonly type: string;
  readonly id: string;
}

export interface DanglingOptions {
  /** Runs the one statement that is needed. */
  readonly query: Within;
  /** The server's base URLs, to tell its own absolute references. */
  readonly bases: readonly string[];
  /** How bad it is. */
  readonly severity: Issue['severity'];
}

/** The issues of each resource, in their order. */
export async function danglingIn(
  resources: readonly JsonObject[],
  { query, bases, severity }: DanglingOptions,
): Promise<Issue[][]> {
  const named = resources.map((resource) => referencesOf(resource, bases));
  const keys = new Map(named.flat().map((one) => [`${one.type}/${one.id}`, one]));
  const absent = await absentOf(query, [...keys.values()]);
  return named.map((all) =>
    all
      .filter(({ type, id }) => absent.has(`${type}/${id}`))
      .map(({ path, type, id }) => ({
        severity,
        code: 'not-found',
        diagnostics: `The reference to ${type}/${id} is dangling: there is no such resource on this server.`,
        expression: [path],
      })),
  );
}

function referencesOf(resource: JsonObject, bases: readonly string[]): Named[] {
  const found: Named[] = [];
  const visit = (value: JsonObject | JsonValue[], name: string, path: string): void => {
    for (const [key, child] of Object.entries(value)) {
      const inList = Array.isArray(value);
      if (typeof child === 'object' && child !== null)
        visit(child, inList ? name : key, inList ? path : `${path}.${key}`);
      else if (key === 'reference' && typeof child === 'string' && !inList && isReference(value, name)) {
        const literal = parseLiteral(child.replace(/#.*$/s, ''), bases);
        if (literal) found.push({ path, type: literal.type, id: literal.id });
      }
    }
  };
  visit(resource, '', String(resource.resourceType));
  return found;
}

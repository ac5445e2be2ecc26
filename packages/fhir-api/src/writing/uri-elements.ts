/** Whether an element path has a uri type, for the links that a transaction rewrites. */
import { types } from '@charthouse/fhir-model/definitions';

const uriTypes: ReadonlySet<string> = new Set(['uri', 'url', 'oid', 'uuid']);

/** `path` as JSON names joined by dots, starting with the resource type: `Patient.extension.valueUri`. */
export function isUriElement(path: string): boolean {
  const [root = '', ...names] = path.split('.');
  let type = root;
  for (const name of names) {
    const next = elementType(type, name);
    if (next === undefined) return false;
    type = next;
  }
  return uriTypes.has(type);
}

function elementType(type: string, name: string): string | undefined {
  for (const element of types[type]?.elements ?? []) {
    if (!element.choice && element.name === name) return element.types[0];
    if (element.choice && name.startsWith(element.name)) {
      const chosen = element.types.find((t) => element.name + t[0]?.toUpperCase() + t.slice(1) === name);
      if (chosen) return chosen;
    }
  }
  return undefined;
}

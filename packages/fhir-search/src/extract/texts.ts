/** The words of a resource for `_text` and `_content`. https://hl7.org/fhir/R4/search.html#content */
import { isObject, type JsonValue, type Resource } from '@charthouse/fhir-model';

export interface Texts {
  /** Of the narrative, without markup. */
  readonly narrative: string;
  /** Of all texts, those of the narrative among them; what only machines read is left to parameters of its own. */
  readonly content: string;
}

/** Longer texts are cut: PostgreSQL's index of words takes 1 MB of them. */
const longest = 200_000;

/** Elements that hold no words: base64, addresses, references, names of code systems. */
const wordless: ReadonlySet<string> = new Set(['data', 'hash', 'system', 'url', 'reference', 'fullUrl']);
const instant = /^\d{4}-\d\d-\d\dT/;

export function textsOf(resource: Resource): Texts {
  const { text, meta: _, ...rest } = resource;
  const narrative = isObject(text) && typeof text.div === 'string' ? withoutMarkup(text.div) : '';
  const words: string[] = [narrative];
  let length = narrative.length;
  const collect = (value: JsonValue | undefined, name: string): void => {
    if (length > longest) return;
    if (typeof value === 'string') {
      if (wordless.has(name) || instant.test(value)) return;
      const own = name === 'div' ? withoutMarkup(value) : value;
      words.push(own);
      length += own.length + 1;
    } else if (Array.isArray(value)) for (const one of value) collect(one, name);
    else if (isObject(value)) for (const [key, one] of Object.entries(value)) collect(one, key);
  };
  for (const [name, value] of Object.entries(rest)) collect(value, name);
  return { narrative: storable(narrative), content: storable(words.join('\n')) };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function withoutMarkup(xhtml: string): string {
  return xhtml
    .replace(/<!--.*?-->/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, decimal: string) => character(Number(decimal)))
    .replace(/&(\w{1,8});/g, (_, name: string) => entities[name] ?? ' ');
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/** PostgreSQL's text holds every character but NUL, and no half of a pair. */
function storable(text: string): string {
  return text.slice(0, longest).toWellFormed().replaceAll('\0', ' ');
}

/** A patient's resources as text with places in it, so that a clone costs a join of strings. */
import type { NamedText } from './resources.ts';

/** What stands between two pieces of a template. */
type Place =
  | { readonly kind: 'uuid'; readonly was: string }
  | { readonly kind: 'day'; readonly was: string }
  | { readonly kind: 'family'; readonly was: string }
  | { readonly kind: 'code'; readonly was: string };

export interface Template {
  readonly type: string;
  readonly id: string;
  readonly pieces: readonly string[];
  /** One fewer than the pieces. */
  readonly places: readonly Place[];
}

/** What a clone puts into the places. */
export interface Filling {
  uuid(was: string): string;
  day(was: string): string;
  family(was: string): string;
  /** JSON of a CodeableConcept. */
  code(was: string): string;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const text = '"(?:[^"\\\\]|\\\\.)*"';
const concept = `\\{"coding":\\[\\{"system":"http://loinc.org","code":${text},"display":${text}\\}\\],"text":${text}\\}`;
const places = new RegExp(
  `(?<uuid>${uuid})|(?<=")(?<day>\\d{4}-\\d{2}-\\d{2})(?=["T])|(?<="family":")(?<family>[^"]+)|(?<="code":)(?<code>${concept})`,
  'g',
);

export function templateOf({ type, id, text }: NamedText): Template {
  const pieces: string[] = [];
  const found: Place[] = [];
  let end = 0;
  for (const match of text.matchAll(places)) {
    const kind = kindOf(match.groups ?? {});
    if (kind === 'code' && (type !== 'Observation' || found.some((place) => place.kind === 'code'))) continue;
    pieces.push(text.slice(end, match.index));
    found.push({ kind, was: match[0] });
    end = match.index + match[0].length;
  }
  pieces.push(text.slice(end));
  return { type, id, pieces, places: found };
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): Place['kind'] {
  return (['uuid', 'day', 'family', 'code'] as const).find((kind) => groups[kind] !== undefined) ?? 'uuid';
}

export function filled({ pieces, places: own }: Template, filling: Filling): string {
  let text = pieces[0] ?? '';
  own.forEach(({ kind, was }, i) => {
    text += filling[kind](was) + pieces[i + 1];
  });
  return text;
}

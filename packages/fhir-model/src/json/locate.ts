/** Where elements stand in JSON text, for messages: found only when there is something to say. */
import type { Issue } from '../outcomes.ts';

/** A property name, or the place in an array. */
export type Path = readonly (string | number)[];

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Place {
  /** Offset of the property name, or of the item of an array. */
  readonly at: number;
  readonly inside: Map<string | number, Place>;
}

/** Finds paths in a text that `parseJson` took: the deepest step of the path that the text has. */
export function jsonLocator(text: string): (path: Path) => Position {
  const root = new PlaceReader(text).document();
  let lineStarts: number[] | undefined;
  return (path) => {
    let places = [root];
    for (const step of path) {
      const next = places.flatMap((place) => stepInto(place, step));
      if (next.length === 0) break;
      places = next;
    }
    lineStarts ??= startsOfLines(text);
    return positionOf(places[0]!.at, lineStarts);
  };
}

/** The id and the extensions of a primitive stand under `_name`. */
function stepInto({ inside }: Place, step: string | number): Place[] {
  const places = [inside.get(step), typeof step === 'string' ? inside.get(`_${step}`) : undefined];
  return places.filter((place) => place !== undefined);
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(at: number, starts: readonly number[]): Position {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - starts[low]! + 1 };
}

/** `Patient.name[0].value.ofType(Quantity)` as the steps of its JSON, without the type at its head. */
export function pathOfExpression(expression: string): Path {
  const json = expression.replace(
    /\.ofType\((\w)(\w*)\)/g,
    (_, first: string, rest: string) => first.toUpperCase() + rest,
  );
  return json
    .split('.')
    .slice(1)
    .flatMap((step) => {
      const [name = '', ...indexes] = step.split(/[[\]]+/);
      return [name, ...indexes.filter(Boolean).map(Number)];
    });
}

/** The issues with their places; `from` is where the resource stands in the text. */
export function withPositions(
  issues: readonly Issue[],
  locate: (path: Path) => Position | undefined,
  from: Path = [],
): Issue[] {
  return issues.map((issue) => {
    const [expression] = issue.expression ?? [];
    if (expression === undefined || issue.line !== undefined) return issue;
    const property = issue.property === undefined ? [] : [issue.property];
    return { ...issue, ...locate([...from, ...pathOfExpression(expression), ...property]) };
  });
}

/** Goes over text that is known to be JSON. */
class PlaceReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Place {
    this.#space();
    return this.#value(this.#at);
  }

  #space(): void {
    while (' \n\r\t\ufeff'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  #value(at: number): Place {
    const inside = new Map<string | number, Place>();
    const first = this.#text[this.#at];
    if (first === '{') this.#items('}', () => this.#property(inside));
    else if (first === '[') this.#items(']', () => inside.set(inside.size, this.#value(this.#at)));
    else if (first === '"') this.#string();
    else while (/[^\s,\]}]/.test(this.#text[this.#at] ?? ',')) this.#at++;
    return { at, inside };
  }

  #items(end: string, item: () => void): void {
    this.#at++;
    for (this.#space(); this.#at < this.#text.length && this.#text[this.#at] !== end; this.#space()) {
      item();
      this.#space();
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#at++;
  }

  #property(inside: Map<string | number, Place>): void {
    const at = this.#at;
    this.#string();
    const name = JSON.parse(this.#text.slice(at, this.#at));
    this.#space();
    this.#at++; // the colon
    this.#space();
    inside.set(name, this.#value(at));
  }

  #string(): void {
    for (this.#at++; this.#at < this.#text.length && this.#text[this.#at] !== '"'; this.#at++)
      if (this.#text[this.#at] === '\\') this.#at++;
    this.#at++;
  }
}

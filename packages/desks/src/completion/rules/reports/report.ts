/** What a report is: data. Facts are the rows behind its numbers; every number is a count of facts, or a share of two counts. */

export type Cell = string | number;

/** One row behind numbers: field -> what stands there. */
export type Fact = Readonly<Record<string, Cell>>;

/** In each language of the house. */
export interface Said {
  readonly en: string;
  readonly es: string;
}

export interface Measure {
  readonly id: string;
  readonly title: Said;
  /** Facts that it counts; absent: all. */
  readonly counts?: (fact: Fact) => boolean;
  /** Each value of this field once. */
  readonly distinct?: string;
  /** Percentage of what another counts among what a third counts. */
  readonly share?: readonly [of: string, among: string];
}

export interface Report {
  readonly id: string;
  readonly title: Said;
  /** How the numbers are made, and from what, in words. */
  readonly formula: Said;
  /** It tells how things are now, whatever the period. */
  readonly isNow?: true;
  /** Fields by which it can be grouped; the first unless another is asked for. */
  readonly by: readonly [string, ...string[]];
  readonly measures: readonly [Measure, ...Measure[]];
  /** Fields of the rows behind a number. */
  readonly fields: readonly string[];
}

export interface Tabulated {
  readonly group: string;
  /** Of each measure; undefined: a share of nothing. */
  readonly numbers: readonly (number | undefined)[];
}

/** Groups in their order, and all of them together. */
export function tabulate(
  { measures }: Pick<Report, 'measures'>,
  facts: readonly Fact[],
  by: string,
): { readonly rows: readonly Tabulated[]; readonly all: Tabulated } {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = String(fact[by] ?? '');
    const own = groups.get(group);
    if (own) own.push(fact);
    else groups.set(group, [fact]);
  }
  const row = (group: string, own: readonly Fact[]) => ({ group, numbers: numbersOf(measures, own) });
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return { rows: inOrder.map(([group, own]) => row(group, own)), all: row('', facts) };
}

function numbersOf(measures: readonly Measure[], facts: readonly Fact[]): (number | undefined)[] {
  const count = (measure: Measure | undefined) => (measure ? countedBy(measure, facts).length : 0);
  return measures.map((measure) => {
    if (!measure.share) return count(measure);
    const [of, among] = measure.share.map((id) => count(measures.find((one) => one.id === id)));
    return among ? Math.round((of! / among) * 1000) / 10 : undefined;
  });
}

/** The rows behind a number; behind a share those that it is among. */
export function factsBehind(
  { measures }: Pick<Report, 'measures'>,
  facts: readonly Fact[],
  number: { readonly by: string; readonly group?: string; readonly measure: string },
): readonly Fact[] {
  const asked = measures.find(({ id }) => id === number.measure);
  const measure = asked?.share ? measures.find(({ id }) => id === asked.share![1]) : asked;
  const own =
    number.group === undefined ? facts : facts.filter((fact) => String(fact[number.by] ?? '') === number.group);
  return measure ? countedBy(measure, own) : [];
}

function countedBy({ counts, distinct }: Measure, facts: readonly Fact[]): readonly Fact[] {
  const found = counts ? facts.filter(counts) : facts;
  return distinct === undefined ? found : [...new Map(found.map((fact) => [fact[distinct], fact])).values()];
}

/** Counts problems of resources by rule and by source. Plain data, so that pieces can be kept and added up. */
import type { Issue, JsonObject } from '@charthouse/fhir-model';
import { isObject } from '@charthouse/fhir-model';
import { type Rule, ruleOf } from './rule-of.ts';

export type RuleCount = Rule & {
  readonly count: number;
  readonly resources: number;
  /** `Type/id` of some. */
  readonly examples: readonly string[];
};

export type SourceCount = {
  /** `meta.source` without its fragment, or else the type. */
  readonly source: string;
  readonly resources: number;
  /** Those with errors. */
  readonly wrong: number;
  readonly errors: number;
  readonly warnings: number;
};

export type Tallied = {
  readonly resources: number;
  readonly wrong: number;
  readonly errors: number;
  readonly warnings: number;
  readonly rules: readonly RuleCount[];
  readonly sources: readonly SourceCount[];
};

export const nothing: Tallied = { resources: 0, wrong: 0, errors: 0, warnings: 0, rules: [], sources: [] };

const mostExamples = 3;
/** Kinds told apart; what comes after them is counted together. */
const mostRules = 5_000;
const mostSources = 2_000;

/** What was found in one resource. */
export function tallyOf(
  type: string,
  id: string,
  found: { readonly resource: JsonObject; readonly issues: readonly Issue[] },
): Tallied {
  const { resource, issues } = found;
  const rules = Map.groupBy(issues.map(ruleOf), keyOf);
  const errors = issues.filter(({ severity }) => severity === 'error' || severity === 'fatal').length;
  const counts = { resources: 1, wrong: errors > 0 ? 1 : 0, errors, warnings: issues.length - errors };
  return {
    ...counts,
    rules: [...rules.values()].map((same) => ({
      ...same[0]!,
      count: same.length,
      resources: 1,
      examples: [`${type}/${id}`],
    })),
    sources: [{ source: sourceOf(resource, type), ...counts }],
  };
}

function sourceOf({ meta }: JsonObject, type: string): string {
  const source = isObject(meta) ? meta.source : undefined;
  return typeof source === 'string' ? source.replace(/#.*$/s, '').slice(0, 200) : type;
}

const keyOf = ({ severity, code, path, definition, says }: Rule) =>
  JSON.stringify([severity, code, path, definition, says]);

export function added(all: readonly Tallied[]): Tallied {
  const rules = new Map<string, RuleCount>();
  const sources = new Map<string, SourceCount>();
  for (const one of all) {
    for (const rule of one.rules) {
      const key = roomFor(keyOf(rule), rules, mostRules) ?? 'others';
      rules.set(key, sumOfRules(rules.get(key), key === 'others' ? { ...rule, ...others } : rule));
    }
    for (const source of one.sources) {
      const key = roomFor(source.source, sources, mostSources) ?? '(others)';
      sources.set(key, sumOfSources(sources.get(key), { ...source, source: key }));
    }
  }
  return { ...sums(all), rules: [...rules.values()], sources: [...sources.values()] };
}

const others = {
  code: 'too-costly',
  path: '',
  definition: '',
  says: 'Rules beyond those that are told apart.',
} as const;

function roomFor(key: string, known: ReadonlyMap<string, unknown>, most: number): string | undefined {
  return known.has(key) || known.size < most ? key : undefined;
}

function sumOfRules(before: RuleCount | undefined, more: RuleCount): RuleCount {
  if (!before) return more;
  return {
    ...before,
    count: before.count + more.count,
    resources: before.resources + more.resources,
    examples: [...before.examples, ...more.examples].slice(0, mostExamples),
  };
}

function sumOfSources(before: SourceCount | undefined, more: SourceCount): SourceCount {
  return before ? { source: more.source, ...sums([before, more]) } : more;
}

function sums(all: readonly Omit<SourceCount, 'source'>[]): Omit<SourceCount, 'source'> {
  const sum = { resources: 0, wrong: 0, errors: 0, warnings: 0 };
  for (const { resources, wrong, errors, warnings } of all) {
    sum.resources += resources;
    sum.wrong += wrong;
    sum.errors += errors;
    sum.warnings += warnings;
  }
  return sum;
}

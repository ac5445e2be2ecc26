/** What is wrong with a set of rules, for their test and for whoever writes a rule of a hospital. */
import type { Override } from './in-force.ts';
import type { Effective, Rule } from './rule.ts';

/** One sentence for each problem; none: the rules can be used. Whether their cases hold is for who runs them. */
export function problemsOf(rules: readonly Rule[]): string[] {
  return rules.flatMap((rule, i) => [
    ...own(rule).map((problem) => `${rule.id || `rule ${i}`}: ${problem}`),
    ...rules
      .slice(0, i)
      .filter((other) => other.id === rule.id && overlap(other.effective, rule.effective))
      .map((other) => `${rule.id}: two versions hold on ${later(other.effective.from, rule.effective.from)}`),
  ]);
}

/** Problems of what a hospital changes. */
export function overrideProblems(overrides: readonly Override[], rules: readonly Rule[]): string[] {
  return overrides.flatMap(({ rule, by, reason, effective, off, due, where, severity }, i) => {
    const problems = [
      ...(rules.some(({ id }) => id === rule) ? [] : [`there is no rule "${rule}"`]),
      ...(by.trim() ? [] : ['who changes the rule is missing']),
      ...(reason.trim() ? [] : ['the reason is missing']),
      ...dates(effective),
      ...(off || due || where || severity ? [] : ['nothing is changed: give off, due, where or severity']),
    ];
    return problems.map((problem) => `override ${i} of ${rule}: ${problem}`);
  });
}

function own({ id, title, cites, effective, cases, explains }: Rule): string[] {
  return [
    ...(/^[a-z][a-z0-9-]*$/.test(id) ? [] : ['the id is lower case words with hyphens']),
    ...(title.trim() ? [] : ['no title']),
    ...(explains.trim() ? [] : ['no explanation']),
    ...(cites?.text.trim() ? [] : ['no citation']),
    ...(/^https:\/\/\S+\.\S+/.test(cites?.url ?? '') ? [] : ['the citation has no link']),
    ...dates(effective),
    ...(cases.length > 0 ? [] : ['no case']),
  ];
}

function dates(effective: Effective | undefined): string[] {
  if (!effective?.from) return ['no effective date'];
  const { from, to } = effective;
  if (![from, ...(to === undefined ? [] : [to])].every(isDay))
    return ['an effective date is no day such as 2007-01-26'];
  return to !== undefined && to < from ? ['it ends before it begins'] : [];
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const overlap = (a: Effective, b: Effective) => a.from <= (b.to ?? '9999') && b.from <= (a.to ?? '9999');
const later = (a: string, b: string) => (a > b ? a : b);

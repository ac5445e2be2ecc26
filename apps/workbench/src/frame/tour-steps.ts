/** Which steps of the tour somebody is shown, by role: short, and only what is theirs. */

export type TourStep =
  | 'home'
  | 'find'
  | 'patients'
  | 'chart'
  | 'keys'
  | 'own'
  | 'lists'
  | 'glass'
  | 'review'
  | 'looked'
  | 'edit'
  | 'setUp';

const everybody = ['home', 'find'] as const;
const last = ['keys', 'own'] as const;

const middle: Readonly<Record<string, readonly TourStep[]>> = {
  technician: ['lists', 'edit'],
  'records-manager': ['lists', 'edit'],
  coder: ['lists', 'chart'],
  'cdi-specialist': ['lists', 'chart'],
  biller: ['lists', 'patients'],
  analyst: ['patients', 'chart'],
  'privacy-officer': ['review', 'looked'],
  clinician: ['patients', 'glass'],
  administrator: ['setUp', 'lists'],
  'integration-engineer': ['lists', 'setUp'],
};

const usual: readonly TourStep[] = ['lists', 'chart'];

/** Six steps: of several roles those of the first. */
export function tourOf(roles: readonly string[]): readonly TourStep[] {
  const own = roles.map((role) => middle[role]).find((steps) => steps !== undefined) ?? usual;
  return [...everybody, ...own, ...last];
}

/** Where the record of an encounter contradicts itself: nothing is guessed, a technician looks. */
import { house } from '@charthouse/rulebook';
import type { Chart } from './chart.ts';
import type { Evidence, Finding } from './finding.ts';

/** What is known of the patient around the encounter. Times are milliseconds since 1970. */
export interface Around {
  readonly born?: number;
  /** The patient was merged into another one, as `Patient/id`. */
  readonly mergedInto?: string;
  /** Other stays of the patient. */
  readonly stays: readonly { readonly reference: string; readonly from: number; readonly to?: number }[];
}

interface Problem {
  readonly type: string;
  readonly about: string;
  readonly evidence: readonly Evidence[];
}

/** Types of problems, in words; codes of `https://charthouse.dev/fhir/CodeSystem/chart-problem`. */
export const chartProblems: Readonly<Record<string, string>> = {
  'no-clinician': 'No attending clinician is known',
  'no-admission': 'The encounter has no beginning',
  'ends-before-it-begins': 'The encounter ends before it begins',
  'overlapping-encounters': 'Two stays of one patient overlap',
  'dated-before-birth': 'A document is older than the patient',
  'dated-in-the-future': 'A document is of the future',
  'merged-patient': 'The encounter is of a patient who was merged into another one',
};

const nothingToDo = new Set(['planned', 'cancelled', 'entered-in-error', 'unknown']);
const stays = new Set(['inpatient', 'observation']);

/** Clocks of two systems differ by so much. */
const tolerance = 3_600_000;

export function problemsOfChart(chart: Chart, around: Around, now: number): Finding[] {
  if (nothingToDo.has(chart.status)) return [];
  const problems = [
    ...ofEncounter(chart),
    ...overlaps(chart, around),
    ...ofDocuments(chart, around, now),
    ...merged(chart, around),
  ];
  return problems.map((problem) => asFinding(problem, chart, now));
}

function ofEncounter({ encounter, admitted, discharged, attending, setting }: Chart): Problem[] {
  const problem = (type: string): Problem => ({
    ...{ type, about: encounter },
    evidence: [{ words: chartProblems[type] ?? type, reference: encounter }],
  });
  return [
    ...(admitted === undefined ? [problem('no-admission')] : []),
    ...(admitted !== undefined && discharged !== undefined && discharged < admitted
      ? [problem('ends-before-it-begins')]
      : []),
    ...(attending === undefined && stays.has(setting.class) ? [problem('no-clinician')] : []),
  ];
}

/** Told of the later one: the earlier one is what it was. */
function overlaps({ encounter, admitted, discharged, setting }: Chart, around: Around): Problem[] {
  if (admitted === undefined || !stays.has(setting.class)) return [];
  return around.stays
    .filter(
      ({ reference, from, to }) =>
        reference !== encounter && from <= admitted && (to ?? Number.POSITIVE_INFINITY) > admitted,
    )
    .filter(({ reference, from }) => from < admitted || reference < encounter)
    .filter(() => discharged === undefined || discharged > admitted)
    .map(({ reference }) => ({
      type: 'overlapping-encounters',
      about: reference,
      evidence: [
        { words: 'begins while this one goes on', reference },
        { words: 'the later one', reference: encounter },
      ],
    }));
}

function ofDocuments({ documents }: Chart, { born }: Around, now: number): Problem[] {
  return documents.flatMap(({ reference, at, isEarlier }): Problem[] => {
    if (at === undefined || isEarlier) return [];
    const problem = (type: string, words: string): Problem => ({
      type,
      about: reference,
      evidence: [{ words, reference }],
    });
    if (born !== undefined && at < born) return [problem('dated-before-birth', 'it is older than the patient')];
    return at > now + tolerance ? [problem('dated-in-the-future', 'it is of the future')] : [];
  });
}

function merged({ encounter, patient }: Chart, { mergedInto }: Around): Problem[] {
  if (mergedInto === undefined) return [];
  const evidence = [
    { words: `${patient} was merged into`, reference: mergedInto },
    { words: 'the encounter', reference: encounter },
  ];
  return [{ type: 'merged-patient', about: mergedInto, evidence }];
}

function asFinding({ type, about, evidence }: Problem, { encounter, groups }: Chart, now: number): Finding {
  const cites = house(
    'Content accuracy is a duty of every day',
    'https://www.ecfr.gov/current/title-42/section-482.24',
  );
  return {
    ...{
      kind: 'check-chart',
      key: `${encounter}|check|${type}|${about}`,
      type,
      rule: type,
      version: '1900-01-01',
      cites,
    },
    ...{ severity: 'warn', at: now, dueInWords: 'no due date', explains: chartProblems[type] ?? type, evidence },
    ...(groups.records !== undefined && { owner: groups.records }),
  };
}

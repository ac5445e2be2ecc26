/** What the chart as a whole lacks. */
import type { Chart } from '../chart.ts';
import type { Flaw } from '../finding.ts';
import type { Whole } from './check.ts';

const looks: Readonly<Record<Whole['kind'], (chart: Chart) => Flaw[]>> = {
  diagnosis: ({ encounter, discharged, diagnoses }) =>
    discharged === undefined || diagnoses > 0
      ? []
      : [
          {
            about: encounter,
            at: discharged,
            evidence: [{ words: 'no diagnosis of this encounter', reference: encounter }],
          },
        ],
  queries: ({ queries }) =>
    queries
      .filter(({ isAnswered }) => !isAnswered)
      .map(({ reference, at, to }) => ({
        about: reference,
        at,
        times: { query: at },
        by: to,
        evidence: [{ words: 'the query waits for an answer', reference }],
      })),
  sides: ({ events, documents }) =>
    events.flatMap((event) => {
      if (event.name !== 'surgery' || event.side === undefined) return [];
      const other = documents.filter(
        ({ side, about }) => side !== undefined && side !== event.side && about.includes(event.reference),
      );
      return other.map(({ reference, side, author, at, filed }) => ({
        about: reference,
        at: at ?? filed,
        times: { document: at ?? filed },
        by: author ?? event.by,
        evidence: [
          { words: `says ${side}`, reference },
          { words: `the operation was on the ${event.side}`, reference: event.reference },
        ],
      }));
    }),
  telehealth: ({ events, telehealth }) => {
    const lacking = ['place', 'consent', 'modality'].filter((element) => !telehealth.includes(element));
    if (lacking.length === 0) return [];
    return events
      .filter(({ name }) => name === 'telehealth')
      .map(({ reference, at, by }) => ({
        about: reference,
        at,
        times: { telehealth: at },
        by,
        evidence: [{ words: `without ${lacking.join(', ')}`, reference }],
      }));
  },
};

export const wholeChart = (chart: Chart, { kind }: Whole): Flaw[] => looks[kind](chart);

/** Documents of the period, and those of them that were filed wrongly. */
import type { Resource } from '@charthouse/fhir-model';
import { documentTypeOf } from '../../rules/document-types.ts';
import { codingsOf, nameOf, objects, referenceOf, timeOf } from '../../rules/reading/elements.ts';
import type { Fact } from '../../rules/reports/report.ts';
import { searchAll } from '../ask.ts';
import type { Collecting } from './collect.ts';
import { isWithin, patientFields, withinQuery } from './stays.ts';

const found = 'https://charthouse.dev/fhir/CodeSystem/task|deficiency';

export async function indexErrors(collecting: Collecting): Promise<Fact[]> {
  const [documents, tasks] = await Promise.all([
    searchAll(collecting, 'DocumentReference', withinQuery(collecting)),
    searchAll(collecting, 'Task', [['code', found]]),
  ]);
  const wrong = new Set(tasks.filter(isMisfiling).flatMap(documentsOf));
  return documents.flatMap((one): Fact[] => {
    const date = timeOf(one.date, collecting.zone);
    if (!isWithin(date, collecting)) return [];
    const day = collecting.zone.dayOf(date);
    const reference = nameOf(one);
    const isWrong = wrong.has(reference) || one.status === 'entered-in-error';
    const [type] = objects(one.type);
    const [coding] = codingsOf(one.type);
    const [meta] = objects(one.meta);
    const named = type?.text ?? objects(type?.coding)[0]?.display ?? documentTypeOf(coding?.system, coding?.code);
    return [
      {
        ...{ reference, date: day, month: day.slice(0, 7), ...patientFields(referenceOf(one.subject)) },
        document: typeof named === 'string' ? named : (coding?.code ?? ''),
        source: typeof meta?.source === 'string' ? meta.source.split('#')[0]! : '',
        state: isWrong ? 'error' : 'filed',
      },
    ];
  });
}

/** One that was not dismissed. */
const isMisfiling = ({ reasonCode, status }: Resource) =>
  status !== 'cancelled' && codingsOf(reasonCode)[0]?.code === 'misfiled-document';

function documentsOf({ input, focus }: Resource): string[] {
  return [focus, ...objects(input).map(({ valueReference }) => valueReference)].flatMap(
    (one) => referenceOf(one) ?? [],
  );
}

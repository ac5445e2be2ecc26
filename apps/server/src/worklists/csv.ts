/** `/workbench/csv`: a worklist as a file for a spreadsheet, in pages through the door; who saved it is in the access log. RFC 4180 */
import type { Call, DecidingParts, Door, Principal } from '@charthouse/fhir-api';
import { isObject, type JsonObject, outcomes } from '@charthouse/fhir-model';
import { columnWords, type Kernel, type Worklist, type WorklistColumn } from '@charthouse/worklist';

export interface CsvParts {
  readonly door: Pick<Door, 'handle' | 'recordEvent'>;
  readonly kernel: Kernel;
  readonly may?: DecidingParts['may'];
  /** Base URL of the FHIR API. */
  readonly base: string;
}

const pageSize = 500;

/** The lines of the file, a page at a time. @throws OutcomeError 403, 404 before the first */
export async function* csvOf(query: URLSearchParams, person: Principal, parts: CsvParts): AsyncGenerator<string> {
  const { door, kernel, may } = parts;
  const list = kernel.list(query.get('list') ?? '');
  if (!list) throw outcomes.notFound(`There is no worklist "${query.get('list') ?? ''}".`);
  if (may && !may(person, 'work.export')) throw outcomes.forbidden('Saving a list needs the permission work.export.');
  const words = columnWords[query.get('language') === 'es' ? 'es' : 'en'];
  const columns = [...new Set<WorklistColumn>([...list.columns, 'status', 'due', 'owner'])];
  let next: string | undefined = first(query);
  let count = 0;
  let head = `\uFEFF${lineOf(['id', ...columns.map((id) => words[id])])}`;
  while (next !== undefined) {
    const { rows, patients, more } = await pageOf(next, person, parts);
    count += rows.length;
    yield head +
      rows.map((task) => lineOf([String(task.id), ...columns.map((id) => cells[id](task, patients))])).join('');
    head = '';
    next = more;
  }
  await door.recordEvent({ action: 'export', note: `worklist ${list.id} as CSV`, resources: count }, person);
}

function first(query: URLSearchParams): string {
  const asked = new URLSearchParams([...query].filter(([name]) => name !== 'language' && name !== '_count'));
  asked.set('_count', String(pageSize));
  return asked.toString();
}

async function pageOf(query: string, person: Principal, { door, base }: CsvParts) {
  const call: Call = {
    ...{ interaction: 'operation', method: 'GET', type: 'Task', operation: '$worklist', base },
    ...{ query: [...new URLSearchParams(query)], conditions: {}, preferences: {} },
  };
  const { body = '{}' } = await door.handle(call, person);
  const { entry = [], link = [] } = JSON.parse(body) as {
    entry?: { resource: JsonObject }[];
    link?: { relation: string; url: string }[];
  };
  const all = entry.map(({ resource }) => resource);
  const isPatient = ({ resourceType }: JsonObject) => resourceType === 'Patient';
  const patients = new Map(all.filter(isPatient).map((one) => [`Patient/${String(one.id)}`, one]));
  const more = link.find(({ relation }) => relation === 'next')?.url.split('?')[1];
  return { rows: all.filter((one) => !isPatient(one)), patients, more };
}

type Cell = (task: JsonObject, patients: ReadonlyMap<string, JsonObject>) => string;

const cells: Readonly<Record<WorklistColumn, Cell>> = {
  patient: ({ for: about }, patients) => {
    const reference = isObject(about) ? String(about.reference ?? '') : '';
    return nameOf(patients.get(reference)) || displayOf(about) || reference;
  },
  what: ({ description, code }) => String(description ?? conceptOf(code)),
  'asked-by': ({ requester }) => displayOf(requester),
  since: ({ authoredOn }) => String(authoredOn ?? ''),
  due: ({ restriction }) => {
    const period = isObject(restriction) ? restriction.period : undefined;
    return isObject(period) ? String(period.end ?? '') : '';
  },
  owner: ({ owner }) => displayOf(owner),
  status: ({ status }) => String(status ?? ''),
  priority: ({ priority = 'routine' }) => String(priority),
  reason: ({ statusReason }) => conceptOf(statusReason),
};

function displayOf(value: unknown): string {
  return isObject(value as never) ? String((value as JsonObject).display ?? '') : '';
}

function conceptOf(value: unknown): string {
  if (!isObject(value as never)) return '';
  const { text, coding } = value as JsonObject;
  const [first] = Array.isArray(coding) ? coding.filter(isObject) : [];
  return String(text ?? first?.display ?? first?.code ?? '');
}

function nameOf(patient: JsonObject | undefined): string {
  const [name] = Array.isArray(patient?.name) ? patient.name.filter(isObject) : [];
  const given = Array.isArray(name?.given) ? name.given.join(' ') : '';
  return String(name?.text ?? [name?.family, given].filter(Boolean).join(', '));
}

/** What a spreadsheet would run is written as text. */
const isFormula = /^[=+\-@\t\r]/;

function lineOf(values: readonly string[]): string {
  return `${values.map((text) => quoted(isFormula.test(text) ? `'${text}` : text)).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Which list, for the name of the file. */
export const fileOf = ({ id }: Pick<Worklist, 'id'>) => `${id.replaceAll('/', '-')}.csv`;

/** Who looked at a patient's record, when and why, in plain words: 45 CFR 164.528 asks for less. docs/flows/record.md */
import { outcomes } from '@charthouse/fhir-model';
import { type Sql, sql } from '@charthouse/fhir-search';
import { type Call, firstValue, type Result } from '../call.ts';
import { countOf } from '../http/count.ts';
import { pageParameter, pagePosition, pageUrl } from '../http/page-link.ts';
import { periodOf } from '../http/times.ts';
import { type AccessWords, accessLanguages, tell, wordsFor } from '../logged/access-words.ts';
import { type LogRow, logId, logPage, moment, timeOf } from '../logged/log-row.ts';
import { seesLog } from '../logged/logged-types.ts';
import type { ApiParts } from '../parts.ts';
import { type Operation, withInputInQuery } from './operation.ts';

const part = (name: string, type: string) => ({ name, use: 'out' as const, min: 1, max: '1', type });

export const accessLog: Operation = {
  definition: {
    id: 'access-log',
    code: 'access-log',
    title: 'Who looked at a record',
    description:
      'Everyone to whom data of the patient was given or who changed it, newest first, in plain words and in pages.',
    parameter: [
      { name: 'start', use: 'in', min: 0, max: '1', type: 'date', documentation: 'From this date on.' },
      { name: 'end', use: 'in', min: 0, max: '1', type: 'date', documentation: 'Up to this date.' },
      { name: '_count', use: 'in', min: 0, max: '1', type: 'integer', documentation: 'Accesses of a page.' },
      {
        name: 'language',
        use: 'in',
        min: 0,
        max: '1',
        type: 'code',
        documentation: `Of the words: ${accessLanguages.join(', ')}.`,
      },
      {
        name: 'access',
        use: 'out',
        min: 0,
        max: '*',
        documentation: 'One access.',
        part: [
          part('when', 'instant'),
          part('who', 'string'),
          part('did', 'string'),
          part('why', 'string'),
          part('words', 'string'),
          part('event', 'Reference'),
        ],
      },
      { name: 'next', use: 'out', min: 0, max: '1', type: 'url', documentation: 'Address of the next page.' },
    ],
  },
  levels: ['instance'],
  types: ['Patient'],
  takesCriteria: true,
  affectsState: false,
  handle: (call, parts) => page(withInputInQuery(call), parts),
};

const known: ReadonlySet<string> = new Set(['start', 'end', '_count', 'language', '_format', '_pretty', pageParameter]);

async function page(call: Call, parts: ApiParts): Promise<Result> {
  const unknown = call.query.find(([name]) => !known.has(name));
  if (unknown) throw outcomes.notSupported(`"${unknown[0]}" is no parameter of $access-log.`);
  const language = firstValue(call.query, 'language') ?? 'en';
  const words = wordsFor(language);
  if (!words)
    throw outcomes.notSupported(`language is "${language}"; there are words in ${accessLanguages.join(', ')}.`);
  const count = Math.max(countOf(call.query, parts.settings), 1);
  const url = `${call.base}/Patient/${call.id}/$access-log`;
  const after = pagePosition(url, call.query, parts.sign) as [string, string] | undefined;
  const patients = [parts.store.hash(`Patient/${call.id}`)];
  const seen = seenBy(parts);
  const conditions = [...between(call), ...seen];
  const rows = await parts.store.search<LogRow>(
    logPage({ conditions, patients, count: count + 1, ascending: false, after }),
  );
  // A record that was expunged has left its log behind; one that is hidden has none.
  const isHidden = seen.length > 0;
  if (!(await parts.store.read('Patient', call.id as string)) && (isHidden || rows.length === 0))
    throw outcomes.notFound(`Patient/${call.id} is not known.`);
  const shown = rows.slice(0, count);
  const last = shown.at(-1);
  const next =
    rows.length > count && last
      ? pageUrl(url, call.query, { position: [String(last.at), String(last.n)], sign: parts.sign })
      : undefined;
  const parameter = [
    ...shown.map((row) => accessOf(row, words)),
    ...(next === undefined ? [] : [{ name: 'next', valueUrl: next }]),
  ];
  const body = { resourceType: 'Parameters', ...(parameter.length > 0 && { parameter }) };
  return { status: 200, body: JSON.stringify(body), resources: shown.length };
}

/** Rows that name what the reader may not see would tell that it exists: who does not read the whole log is not shown them. */
function seenBy({ limit, search, store }: ApiParts): Sql[] {
  if (!limit || seesLog(limit, 'AuditEvent')) return [];
  const logged = ['AuditEvent', 'Provenance'].map(store.ids.typeId);
  return [
    sql`(l.id is null or l.tid = any(${logged}::int2[])
      or exists (select from res r where r.tid = l.tid and r.id = l.id and ${search.visible(limit).current('r')}))`,
  ];
}

function between({ query }: Call): Sql[] {
  const start = firstValue(query, 'start');
  const end = firstValue(query, 'end');
  return [
    ...(start === undefined ? [] : [sql`l.at >= ${moment(String(periodOf('start', start).from * 1000))}`]),
    ...(end === undefined ? [] : [sql`l.at < ${moment(String((periodOf('end', end).to + 1) * 1000))}`]),
  ];
}

function accessOf(row: LogRow, words: AccessWords): object {
  const told = tell(row, words);
  const when = timeOf(row);
  const sentence = words.sentence({ ...told, when: `${when.slice(0, 10)} ${when.slice(11, 16)} UTC` });
  return {
    name: 'access',
    part: [
      { name: 'when', valueInstant: when },
      { name: 'who', valueString: told.who },
      { name: 'did', valueString: told.did },
      { name: 'why', valueString: told.why },
      { name: 'words', valueString: sentence },
      { name: 'event', valueReference: { reference: `AuditEvent/${logId(row)}` } },
    ],
  };
}

/** The rows about patients that a version says, in place of those of the version before. */
import type { ConsentRow } from '@charthouse/fhir-model';
import { anyDenial, denialsOf, denialTo } from '@charthouse/fhir-search';
import type { Statement } from '../connections/messages.ts';
import { anyParameters } from '../encode/parameters.ts';
import type { AccessRows } from './access-facts.ts';

/** Milliseconds: before and after all times. */
const [always, ever] = [-(10 ** 15), 10 ** 15];

/** Purposes of emergency: https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html */
const emergencies: readonly string[] = ['ETREAT', 'BTG', 'ERTREAT'];

const care = `insert into care (rid, pt, actor, lo, hi) select w.rid, w.pt, w.actor, w.lo, w.hi
from jsonb_to_recordset($1::jsonb) w(rid int8, pt int8, actor int8, lo int8, hi int8)`;

const consentColumns =
  'rid int8, pt int8, consent text, rule int4, within int4[], effect text, actors text[], actions text[], purposes text[], classes text[], codes text[], labels text[], data jsonb, lo int8, hi int8, data_lo int8, data_hi int8, names text[], urgent boolean';
const consentNames = consentColumns
  .split(', ')
  .map((column) => column.split(' ')[0])
  .join(', ');
const consents = `insert into consent_rule (${consentNames}) select ${consentNames} from jsonb_to_recordset($1::jsonb) w(${consentColumns})`;

const labels = `insert into patient_label (rid, pt, label) select w.rid, w.pt, w.label
from jsonb_to_recordset($1::jsonb) w(rid int8, pt int8, label text)`;

const deleteRows = `with c as (delete from care where rid = any($1::int8[])), q as (delete from consent_rule where rid = any($1::int8[]))
delete from patient_label where rid = any($1::int8[])`;

export function deleteAccessRows(rids: readonly bigint[]): Statement[] {
  return rids.length === 0 ? [] : [{ name: 'delete access rows', text: deleteRows, parameters: anyParameters([rids]) }];
}

export interface SaidRows {
  readonly rid: bigint;
  readonly rows: AccessRows;
}

/** `hash`: of a reference. */
export function insertAccessRows(said: readonly SaidRows[], hash: (text: string) => bigint): Statement[] {
  const key = (reference: string) => String(hash(reference));
  const of = (rid: bigint, patient: string) => ({ rid: String(rid), pt: key(`Patient/${patient}`) });
  const all = said.map(({ rid, rows }) => ({
    care: [
      ...rows.care.map((row) => ({ ...of(rid, row.patient), actor: key(row.actor), ...timesOf(row) })),
      ...rows.consents
        .filter(({ effect }) => effect === 'deny')
        .flatMap((row) => denialKeys(row, key).map((actor) => ({ ...of(rid, row.patient), actor, ...timesOf(row) }))),
    ],
    consents: rows.consents.map(({ patient, from: lo, to: hi, dataFrom: data_lo, dataTo: data_hi, data, ...row }) => ({
      ...of(rid, patient),
      ...row,
      ...{ lo, hi, data_lo, data_hi },
      data: data?.map(({ meaning, reference }) => ({ meaning, tk: key(reference) })),
      urgent: row.purposes?.some((purpose) => emergencies.includes(purpose)) ?? false,
    })),
    labels: rows.patientLabels.map((row) => ({ ...of(rid, row.patient), label: row.label })),
  }));
  return [
    ...insertJson(
      'care',
      care,
      all.flatMap((one) => one.care),
    ),
    ...insertJson(
      'consent_rule',
      consents,
      all.flatMap((one) => one.consents),
    ),
    ...insertJson(
      'patient_label',
      labels,
      all.flatMap((one) => one.labels),
    ),
  ];
}

function denialKeys(row: ConsentRow, key: (text: string) => string): string[] {
  return denialsOf(row)?.map((what) => key(denialTo(what))) ?? [String(anyDenial)];
}

function timesOf({ from, to }: { readonly from?: number; readonly to?: number }) {
  return { lo: from ?? always, hi: to ?? ever };
}

function insertJson(table: string, text: string, rows: readonly object[]): Statement[] {
  return rows.length === 0
    ? []
    : [{ name: `insert ${table} rows`, text, parameters: anyParameters([JSON.stringify(rows)]) }];
}

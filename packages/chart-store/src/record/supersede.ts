/** Replaces current versions in `res` by new ones: the old ones move to `hist`. */
import type { Statement } from '../connections/messages.ts';
import { arrayParameters, valueParameters } from '../encode/parameters.ts';
import type { Row } from '../encode/rows.ts';
import { few, resTable, unnest } from './tables.ts';

const identity: ReadonlySet<string> = new Set(['tid', 'id', 'tk']);
/** Places in a row of `res` of what a new version changes, and of the `rid` that it is found by. */
const places = resTable.columns.flatMap(({ name }, place) => (identity.has(name) ? [] : [place]));
const columns = places.map((place) => resTable.columns[place]!);
const changing = columns.filter(({ name }) => name !== 'rid');

const replaced = ['rid', 'lu'].map((name) => columns.findIndex((column) => column.name === name));
const replacedColumns = replaced.map((place) => columns[place]!);

const oldVersion = 'r.tid, r.id, r.ver, r.lu';
const toHistory = 'insert into hist (tid, id, ver, lu, until, op, rid, pt, vis, body) select';

const one = {
  history: `${toHistory} ${oldVersion}, $2::timestamptz, r.op, r.rid, r.pt, r.vis, r.body from res r where r.rid = $1::int8`,
  update: `update res set ${changing.map(({ name, type }) => `${name} = $${columns.findIndex((column) => column.name === name) + 1}::${type}`).join(', ')}
where rid = $1::int8`,
};

const many = {
  history: `${toHistory} ${oldVersion}, k.lu, r.op, r.rid, r.pt, r.vis, r.body
from ${unnest(replacedColumns)} join res r on r.rid = k.rid`,
  update: `update res r set ${changing.map(({ name }) => `${name} = k.${name}`).join(', ')}
from ${unnest(columns)} where r.rid = k.rid`,
};

/** `rows` are whole rows of `res`. */
export function supersedeRows(rows: readonly Row[]): Statement[] {
  const versions = rows.map((row) => places.map((place) => row[place]!));
  const old = versions.map((row) => replaced.map((place) => row[place]!));
  if (rows.length > few) {
    return [
      {
        name: 'to history (many)',
        text: many.history,
        parameters: arrayParameters({ columns: replacedColumns, rows: old }),
      },
      { name: 'update res (many)', text: many.update, parameters: arrayParameters({ columns, rows: versions }) },
    ];
  }
  return versions.flatMap((row, i) => [
    {
      name: 'to history',
      text: one.history,
      parameters: valueParameters({ columns: replacedColumns, rows: [old[i]!] }),
    },
    { name: 'update res', text: one.update, parameters: valueParameters({ columns, rows: [row] }) },
  ]);
}

/** Labels that rules set do not stand in a resource: rows of the log get them from the classes of what was answered. */
import type pg from 'pg';
import type { KnownClasses } from '../access/known-classes.ts';
import type { AccessRow } from './access-row.ts';

const select = `select t.name as type, r.id, k.labels
from unnest($1::text[], $2::text[]) n(type, id) join resource_type t on t.name = n.type
join res r on r.tid = t.tid and r.id = n.id and r.vis <> 0 join access_class k on k.vis = r.vis where k.labels <> '{}'`;

/** Others are no names of resources: what cannot be asked for must not stop the log. */
const name = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})$/;

/** The rows with those labels, bare or as `system|code`: one statement for all of them. */
export async function withTouchedLabels(rows: readonly AccessRow[], client: pg.Client): Promise<readonly AccessRow[]> {
  const asked = [...new Set(rows.flatMap(({ touched = [] }) => touched))].flatMap((one) => {
    const parts = name.exec(one);
    return parts ? [parts] : [];
  });
  if (asked.length === 0) return rows;
  const values = [asked.map(([, type]) => type), asked.map(([, , id]) => id)];
  const found = await client.query<{ type: string; id: string; labels: string[] }>({
    ...{ name: 'touched labels', text: select, values },
  });
  if (found.rows.length === 0) return rows;
  const byName = new Map(found.rows.map(({ type, id, labels }) => [`${type}/${id}`, labels]));
  return rows.map((row) => {
    const derived = (row.touched ?? []).flatMap((one) => byName.get(one) ?? []);
    return derived.length === 0 ? row : { ...row, labels: withDerived(row.labels, derived) };
  });
}

/** The rows with the labels of the classes that they name; the same list where they name none. */
export async function withClassLabels(
  rows: readonly AccessRow[],
  classes: KnownClasses,
): Promise<readonly AccessRow[]> {
  if (!rows.some(({ vis }) => vis)) return rows;
  const known = new Map<number, readonly string[]>();
  for (const { vis } of rows) if (vis && !known.has(vis)) known.set(vis, (await classes.of(vis))?.labels ?? []);
  return rows.map((row) => {
    const labels = row.vis ? (known.get(row.vis) ?? []) : [];
    return labels.length === 0 ? row : { ...row, labels: withDerived(row.labels, labels) };
  });
}

/** Each once: what stands in a resource is among the labels of its class. */
export function withDerived(standing: string | undefined, derived: readonly string[]): string {
  const known = standing?.split(' ') ?? [];
  const isKnown = (label: string) => known.some((one) => one === label || one.endsWith(`|${label}`));
  return [...known, ...new Set(derived.filter((label) => !isKnown(label)))].join(' ');
}

/** Labels and states that protect a resource are taken off, and holds put on, only by who may. docs/access.md */
import { type NamedPermission, statesOf } from '@charthouse/access';
import type { LockedRow, RecordTransaction } from '@charthouse/chart-store';
import { outcomes, type RecordState, type Resource } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { Pending } from '../writing/versions.ts';
import { ownLabels } from './heirs.ts';

const permissions: Readonly<Partial<Record<RecordState, NamedPermission>>> = {
  held: 'governance.hold',
  restricted: 'record.label',
};

/** @throws OutcomeError 403 naming what would be lost or put on */
export function refuseUnlocking(changes: readonly Pending[]): void {
  for (const { call, previous, resource } of changes) {
    const { may, place } = call;
    if (!may || !resource) continue;
    const was = previous && previous.op !== 'delete' ? mayBeGuarded(previous.body) : undefined;
    const kept = ownLabels(resource);
    const lost = was ? ownLabels(was).filter((label) => !kept.includes(label)) : [];
    if (lost.length > 0 && !may('record.label'))
      throw outcomes.forbidden(
        `This would take the security label ${lost.join(', ')} off. Send it with the resource; taking it off needs the permission record.label.`,
        place || undefined,
      );
    const [before, after] = [was ? statesOf(was) : [], statesOf(resource)];
    for (const [state, permission] of Object.entries(permissions) as [RecordState, NamedPermission][])
      if (before.includes(state) !== after.includes(state) && !may(permission))
        throw outcomes.forbidden(
          `This would ${after.includes(state) ? 'put' : 'take'} the state ${state} ${after.includes(state) ? 'on' : 'off'} the resource, which needs the permission ${permission}.`,
          place || undefined,
        );
  }
}

/** Most have neither label nor state: their text says so. */
function mayBeGuarded(body: string): Resource | undefined {
  return /"(security|tag)":/.test(body) ? (JSON.parse(body) as Resource) : undefined;
}

/** What a legal hold is on stays, whoever asks: Federal Rules of Civil Procedure 37(e). @throws OutcomeError 409 */
export async function refuseHeld(rows: readonly LockedRow[], tx: Pick<RecordTransaction, 'query'>): Promise<void> {
  const classes = [...new Set(rows.filter(({ vis }) => vis !== 0).map(({ vis }) => vis))];
  if (classes.length === 0) return;
  const held = await tx.query<{ vis: number }>(
    sql`select vis from access_class where vis = any(${classes}::int4[]) and 'held' = any(states)`,
  );
  const row = rows.find(({ vis }) => held.some((one) => one.vis === vis));
  if (row)
    throw outcomes.conflict(`${row.type}/${row.id} is on legal hold and cannot be deleted until it is released.`);
}

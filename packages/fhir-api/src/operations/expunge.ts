/** Removes a resource with all its versions from the record, leaving a tombstone that says only that it was there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type LeavesLacking, lacksLeaves } from '@charthouse/chart-store';
import { outcomes, unavailable } from '@charthouse/fhir-model';
import type { Result } from '../call.ts';
import { refuseHeld } from '../permits/guarded-labels.ts';
import { refuseExpungingNotices } from '../permits/guarded-notices.ts';
import { tellAllWork } from '../work/keep-work.ts';
import { checkConditions } from '../writing/conditions.ts';
import type { Operation } from './operation.ts';

export const expunge: Operation = {
  definition: {
    id: 'expunge',
    code: 'expunge',
    title: 'Expunge a resource',
    description:
      'Removes every version of a resource and its index rows. The id stays taken by a tombstone without content. Nothing may refer to it.',
    parameter: [
      { name: 'versions', use: 'out', min: 1, max: '1', type: 'integer', documentation: 'Versions removed.' },
    ],
  },
  levels: ['instance'],
  affectsState: true,
  async handle(call, { store, settings }, { access, carry }) {
    const key = { type: call.type as string, id: call.id as string };
    const destroyed = () =>
      store.transaction(async (tx) => {
        const locked = await tx.lockRows([{ ...key, forDelete: true }]);
        if (locked.size === 0) throw outcomes.notFound(`${key.type}/${key.id} is not known.`);
        checkConditions({ ...call.conditions, type: key.type, place: '' }, key.id, locked.get(`${key.type}/${key.id}`));
        await refuseHeld([...locked.values()], tx);
        refuseExpungingNotices([...locked.values()]);
        const references = settings.referentialIntegrity
          ? await tx.referencesTo([key], new Set([`${key.type}/${key.id}`]), 10)
          : [];
        if (references.length > 0)
          throw outcomes.conflict(
            `Cannot expunge what is referenced: ${references.map((r) => r.source).join(', ')}. Delete or change those first.`,
          );
        const lacking = await lacksLeaves(tx.query, key);
        if (lacking) return { lacking };
        const result = versionsResult(await tx.expunge([key]));
        if (key.type === 'Task') await tellAllWork(tx);
        access?.about.push(...[...locked.values()].map(({ body }) => body));
        carry?.(tx, result);
        return { result };
      });
    for (let attempt = 1; ; attempt++) {
      const { result, lacking } = await destroyed();
      if (result) return result;
      if (lacking === 'halted' || attempt === patience.attempts)
        throw unavailable(`${key.type}/${key.id} cannot be expunged now. ${advice[lacking]}`);
      await sleep(patience.pause);
    }
  },
};

/** A version has its leaf a moment after it was written. Milliseconds. */
const patience = { attempts: 20, pause: 100 };

/** What is destroyed leaves its leaves behind, and one that says so. */
const advice: { readonly [L in LeavesLacking]: string } = {
  halted:
    'The ledger is halted: nothing would tell of the destruction. `charthouse ledger` says why, and how it goes on; ask again then.',
  filling:
    'The ledger still takes in what was recorded before it began, and has no leaf of some versions yet. `charthouse ledger` shows whether it still does; ask again later.',
  waiting:
    'Versions of it have no leaf in the ledger yet, and would leave none. Ask again when a server keeps the ledger.',
};

function versionsResult(versions: number): Result {
  return {
    status: 200,
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'versions', valueInteger: versions }] }),
  };
}

/** Removes a resource with all its versions from the record, leaving a tombstone that says only that it was there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { lacksLeaves } from '@charthouse/chart-store';
import { outcomes, unavailable } from '@charthouse/fhir-model';
import type { Result } from '../call.ts';
import { refuseHeld } from '../permits/guarded-labels.ts';
import { refuseExpungingNotices } from '../permits/guarded-notices.ts';
import { dropWork } from '../work/keep-work.ts';
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
    const { hash } = store;
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
        if (await lacksLeaves(tx.query, key)) return undefined;
        const result = versionsResult(await tx.expunge([key]));
        if (key.type === 'Task') await dropWork(key.id, tx, hash);
        access?.about.push(...[...locked.values()].map(({ body }) => body));
        carry?.(tx, result);
        return result;
      });
    for (let attempt = 0; attempt < patience.attempts; attempt++) {
      const result = await destroyed();
      if (result) return result;
      await sleep(patience.pause);
    }
    throw unavailable(
      `Versions of ${key.type}/${key.id} have no leaf in the ledger yet, and would leave none. Ask again when a server keeps the ledger.`,
    );
  },
};

/** A version has its leaf a moment after it was written. Milliseconds. */
const patience = { attempts: 30, pause: 100 };

function versionsResult(versions: number): Result {
  return {
    status: 200,
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'versions', valueInteger: versions }] }),
  };
}

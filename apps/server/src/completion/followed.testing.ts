/** A record whose changes the rules follow at once, and the work that they find in it. */
import type { Resource } from '@charthouse/fhir-model';
import { expect, vi } from 'vitest';
import type { Indexed } from '../reindex/indexed.testing.ts';
import { followStep } from './follow-charts.ts';
import type { Work } from './stay.testing.ts';

export function followed(record: () => Indexed) {
  /** What the log was told: nothing, when all is well. */
  const warned: unknown[] = [];
  const log = { warn: (...told: unknown[]) => void warned.push(told) };

  /** Every row that is there by now; transactions of other databases may hold rows back for a moment. */
  async function follow(): Promise<void> {
    const { store, door } = record().parts;
    await vi.waitFor(
      async () => {
        while ((await followStep({ store, door, log })) > 0);
        const { rows } = await record().db.query(
          `select count(*)::int as n from outbox o left join outbox_consumer c on c.name = 'completion' where c.name is null or (o.xid, o.seq) > (c.xid, c.seq)`,
        );
        expect(rows[0].n).toBe(0);
        expect(warned).toEqual([]);
      },
      { timeout: 8_000 },
    );
  }

  async function work(encounter: string, kind = 'deficiency'): Promise<Work[]> {
    const code = `https://charthouse.dev/fhir/CodeSystem/task|${kind}`;
    const { entry = [] } = await record().ask(
      'GET',
      `Task?encounter=Encounter/${encounter}&code=${encodeURIComponent(code)}&_count=100`,
    );
    return entry.map(({ resource }: { resource: Resource }) => {
      const { reasonCode } = resource as { reasonCode?: { coding: { code: string }[] } };
      return {
        id: String(resource.id),
        status: String(resource.status),
        type: reasonCode?.coding[0]?.code ?? '',
        task: resource,
      };
    });
  }

  const statusOf = async (encounter: string, of: string) =>
    (await work(encounter)).filter(({ type: one }) => one === of).map(({ status }) => status);

  return { follow, work, statusOf };
}

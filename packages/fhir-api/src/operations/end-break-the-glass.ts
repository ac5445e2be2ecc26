/** Closes a record that was opened in an emergency, before its time is up. docs/access.md */
import { outcomes } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { Operation } from './operation.ts';

export const endBreakTheGlass: Operation = {
  definition: {
    id: 'end-break-the-glass',
    code: 'end-break-the-glass',
    title: 'Mend the glass',
    description: 'Closes the record that the caller opened in an emergency. The review of it stays.',
    parameter: [{ name: 'ended', use: 'out', min: 1, max: '1', type: 'instant' }],
  },
  levels: ['instance'],
  types: ['Patient'],
  affectsState: true,
  async handle({ id }, { store }, { principal }) {
    const { user, client = '' } = principal;
    const nothing = outcomes.notFound('You have no record open in an emergency.');
    if (principal.breakGlass === undefined || principal.breakGlass.patient !== id) throw nothing;
    const [row] = await store.transaction((tx) =>
      tx.query<{ ended: string }>(sql`
        update break_glass set ended = now() where account = ${user}::uuid and client = ${client} and patient = ${id} and ended is null
        returning to_char(ended at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ended`),
    );
    if (!row) throw nothing;
    const parameter = [{ name: 'ended', valueInstant: row.ended }];
    return { status: 200, body: JSON.stringify({ resourceType: 'Parameters', parameter }) };
  },
};

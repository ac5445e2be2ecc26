/** The contract's transaction, put together from its parts. */
import type { StatementNames } from '../connections/statement-names.ts';
import type { RecordTransaction } from '../contract.ts';
import type { Session } from '../transaction/session.ts';
import { expunge } from './expunge.ts';
import { lockKeys, lockRows } from './locks.ts';
import { missingTargets, referencesTo } from './references.ts';
import type { Registry } from './registry.ts';
import type { Rids } from './rids.ts';
import { writeChanges } from './write.ts';

export function recordTransaction(
  session: Session,
  parts: { readonly registry: Registry; readonly rids: Rids; readonly names: StatementNames },
): RecordTransaction {
  const { registry, names } = parts;
  return {
    lockKeys: (keys) => lockKeys(session, keys, 'exclusive'),
    lockKeysShared: (keys) => lockKeys(session, keys, 'shared'),
    lockRows: (keys) => lockRows(session, registry, keys),
    missingTargets: (keys) => missingTargets(session, registry, keys),
    referencesTo: (keys, exceptFrom, limit) => referencesTo(session, registry, { keys, exceptFrom, limit }),
    query: async <Row>({ text, values }: { text: string; values: readonly unknown[] }) =>
      (await session.run({ name: names(text), text, values })).rows as Row[],
    write: (changes) => writeChanges(session, parts, changes),
    expunge: (keys) => expunge(session, registry, keys),
  };
}

/** The contract's transaction, put together from its parts. */
import type { Sql, Visible } from '@charthouse/fhir-search';
import type { Classes } from '../access/classes.ts';
import type { AccessKeys } from '../access-log/access-keys.ts';
import type { AccessRow, AccessWho } from '../access-log/access-row.ts';
import { accessStatements, whoStatements } from '../access-log/statements.ts';
import type { CodesInUse } from '../codes/codes-in-use.ts';
import type { Statement } from '../connections/messages.ts';
import type { NamedStatement } from '../connections/reader.ts';
import type { StatementNames } from '../connections/statement-names.ts';
import type { RecordTransaction } from '../contract.ts';
import { anyParameters } from '../encode/parameters.ts';
import type { Session } from '../transaction/session.ts';
import { expunge } from './expunge.ts';
import { lockKeys, lockRows } from './locks.ts';
import { recordReading } from './reading.ts';
import { missingTargets, referencesTo } from './references.ts';
import type { Registry } from './registry.ts';
import { reclassify, reindexRows } from './reindex.ts';
import type { Rids } from './rids.ts';
import { writeChanges } from './write.ts';

export interface TransactionParts {
  readonly registry: Registry;
  readonly rids: Rids;
  readonly classes: Classes;
  readonly codes: CodesInUse;
  readonly names: StatementNames;
  readonly access: AccessCallers;
}

export interface AccessCallers {
  readonly keys: AccessKeys;
  /** The hashes that the ledger takes are made with the rows. */
  readonly leaves: boolean;
  /** True when the database has the caller. */
  readonly knows: (key: bigint) => boolean;
  /** Those that it has when this transaction is committed. */
  readonly callers: Map<bigint, AccessWho>;
}

export function recordTransaction(session: Session, parts: TransactionParts): RecordTransaction {
  const { registry, names } = parts;
  return {
    lockKeys: (keys) => lockKeys(session, keys, 'exclusive'),
    lockKeysShared: (keys) => lockKeys(session, keys, 'shared'),
    lockRows: (keys) => lockRows(session, registry, keys),
    missingTargets: (keys) => missingTargets(session, registry, keys),
    referencesTo: (keys, exceptFrom, limit) => referencesTo(session, registry, { keys, exceptFrom, limit }),
    query: <Row>(statement: Sql) => ask<Row>(session, { ...statement, name: names(statement.text) }),
    write: (changes, indexVersion) => writeChanges(session, { ...parts, indexVersion }, changes),
    record: (rows) => session.defer(accessRows(rows, parts)),
    reindex: (range) => reindexRows(session, parts, range),
    reclassify: (named, making) => reclassify(session, parts, { ...named, making }),
    reading: () => reading(session, parts),
    expunge: (keys) => expunge(session, registry, keys),
  };
}

/** With the callers that the database may not know yet. */
function accessRows(rows: readonly AccessRow[], { registry, access }: TransactionParts): Statement[] {
  const { keys, leaves, knows, callers } = access;
  for (const { who } of rows) {
    const key = keys.who(who);
    if (!knows(key)) callers.set(key, who);
  }
  return [...whoStatements(callers), ...accessStatements(rows, { registry, keys, leaves })];
}

/** Writes find their rows by keys alone, searches need all that PostgreSQL can do, within their time. */
const settings: readonly Statement[] = [
  'enable_seqscan',
  'enable_hashjoin',
  'enable_mergejoin',
  'statement_timeout',
].map((setting) => ({
  name: `read ${setting}`,
  text: `set local ${setting} = ${setting.startsWith('enable') ? 'on' : '10000'}`,
}));

function reading(
  session: Session,
  { registry, names }: { readonly registry: Registry; readonly names: StatementNames },
) {
  session.defer(settings);
  const query = async <Row>({ name, text }: NamedStatement, values: readonly unknown[]) =>
    (await session.run({ name, text, parameters: anyParameters(values) })).rows as Row[];
  const search = <Row>(statement: Sql) => ask<Row>(session, { ...statement, name: names(statement.text) });
  const asking = { query, search };
  return {
    ...recordReading(asking, registry),
    under: (visible: Visible) => recordReading(asking, registry, { visible, names }),
  };
}

const customPlan: Statement = { name: 'plan custom', text: 'set local plan_cache_mode = force_custom_plan' };
const genericPlan: Statement = { name: 'plan generic', text: 'set local plan_cache_mode = force_generic_plan' };

/** A statement from outside is planned for its own values, unlike the store's own keyed ones. */
async function ask<Row>(session: Session, statement: Sql & { readonly name: string | undefined }): Promise<Row[]> {
  const { name, text, values } = statement;
  session.defer([customPlan]);
  const answer = session.run({ name, text, parameters: anyParameters(values) });
  session.defer([genericPlan]);
  return (await answer).rows as Row[];
}

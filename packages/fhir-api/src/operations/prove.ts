/** That a version, or an access, is in the ledger: the proof that `charthouse prove` writes. docs/ledger.md */
import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerStatus, type NoProof, proveAccess, proveVersion } from '@charthouse/chart-store';
import { outcomes, unavailable } from '@charthouse/fhir-model';
import { type Call, firstValue, type Result } from '../call.ts';
import { storedResult } from '../interactions/stored.ts';
import { placeOf } from '../logged/log-row.ts';
import { readLogged } from '../logged/logged-read.ts';
import type { ApiParts } from '../parts.ts';
import { maskedText } from '../permits/masked.ts';
import { type Operation, withInputInQuery } from './operation.ts';

export const prove: Operation = {
  definition: {
    id: 'prove',
    code: 'prove',
    title: 'Prove that a version was recorded unaltered',
    description:
      'The version with its place in the ledger and a signed checkpoint, as a C2SP tlog-proof that anyone can check offline: `charthouse verify --bundle` or the page /log/verify. Of an AuditEvent of the access log: that this access was recorded. With `Accept: text/plain` the proof alone.',
    parameter: [
      {
        ...{ name: 'version', use: 'in', min: 0, max: '1', type: 'string' },
        documentation: 'Which version; absent: the current one.',
      },
      { name: 'return', use: 'out', min: 1, max: '1', type: 'Binary', documentation: 'The proof, as text.' },
    ],
  },
  levels: ['instance'],
  takesCriteria: true,
  affectsState: false,
  async handle(asked, parts) {
    const call = withInputInQuery(asked);
    const unknown = call.query.find(([name]) => !known.has(name));
    if (unknown) throw outcomes.notSupported(`"${unknown[0]}" is no parameter of $prove.`);
    const proof = await proven(await provingOf(call, parts));
    if (proof === 'unknown') throw outcomes.notFound(`${call.type}/${call.id} is not known.`);
    if (proof === 'waiting') throw unavailable(await whyWaiting(call, parts));
    const data = Buffer.from(proof).toString('base64');
    return { status: 200, body: JSON.stringify({ resourceType: 'Binary', contentType: 'text/plain', data }) };
  },
};

const known: ReadonlySet<string> = new Set(['version', '_format', '_pretty']);

/** What was just written has its leaf a moment later. */
const patience = { attempts: 8, pause: 125 };

type Proving = () => Promise<string | NoProof>;

async function proven(proving: Proving): Promise<string | NoProof> {
  for (let attempt = 0; ; attempt++) {
    const proof = await proving();
    if (proof !== 'waiting' || attempt === patience.attempts) return proof;
    await sleep(patience.pause);
  }
}

/** @throws OutcomeError 403, 404, 410: what the caller cannot read is not proven to them either */
async function provingOf(call: Call, parts: ApiParts): Promise<Proving> {
  const { store } = parts;
  const type = call.type as string;
  const id = call.id as string;
  const version = firstValue(call.query, 'version');
  const row = await versionOf(call, version, parts);
  const place = row ? undefined : placeOf(id);
  if (place && type === 'AuditEvent' && version === undefined) {
    const logged: Result | undefined = await readLogged(call, parts);
    if (!logged) storedResult(call, undefined);
    refuseMasked(logged?.body ?? '', parts);
    const [at, n] = place;
    return () => proveAccess(store.search, { at: BigInt(at), n: BigInt(n) });
  }
  storedResult({ ...call, ...(version !== undefined && { version }), conditions: {} }, row);
  refuseMasked(row!.body, parts);
  return () => proveVersion(store.search, { type, id, version: row!.version });
}

function versionOf(call: Call, version: string | undefined, { store }: ApiParts) {
  if (version === undefined) return store.read(call.type as string, call.id as string);
  return /^[1-9]\d{0,8}$/.test(version)
    ? store.vread(call.type as string, call.id as string, Number(version))
    : Promise.resolve(undefined);
}

/** A proof holds every byte: of what is shown in part there is none. */
function refuseMasked(body: string, { mask = {} }: ApiParts): void {
  if (maskedText(body, mask) !== body)
    throw outcomes.forbidden('You are shown only a part of this, and a proof holds all of it.');
}

async function whyWaiting({ type, id }: Call, { store }: ApiParts): Promise<string> {
  const { halted } = await ledgerStatus(store.search);
  return halted === null
    ? `${type}/${id} has no leaf in the ledger yet, or no checkpoint that holds it. Ask again in a moment.`
    : `${type}/${id} has no leaf in the ledger: nothing is added to it. An administrator has to look: charthouse ledger.`;
}

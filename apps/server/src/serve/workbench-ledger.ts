/** `/workbench/ledger`: until when the record was verified, for everybody; heads, witnesses and anchors for who looks after the server. */
import {
  administeredLedger,
  type ChartStore,
  type LedgerJob,
  ledgerStatus,
  requestVerification,
  witnessStates,
} from '@charthouse/chart-store';
import type { DecidingParts, Principal } from '@charthouse/fhir-api';
import { outcomes } from '@charthouse/fhir-model';
import { anchorKindName } from '../anchor/anchor-kind.ts';
import type { Settings } from '../settings/settings.ts';
import type { WorkbenchCall } from './workbench-call.ts';

interface LedgerParts {
  readonly store: Pick<ChartStore, 'search' | 'transaction'>;
  readonly settings: Pick<Settings, 'anchorUrl' | 'ledger'>;
  /** Absent: everybody may do everything. */
  readonly may?: DecidingParts['may'];
}

export function ledgerCalls(parts: LedgerParts): readonly WorkbenchCall[] {
  const { store, may } = parts;
  const administers = (person: Principal | undefined) => !person || !may || may(person, 'admin.jobs');
  return [
    {
      method: 'GET',
      url: '/ledger',
      handle: async (_request, person) => ({
        ...(await standing(parts)),
        ...(administers(person) && { administered: await administered(parts) }),
      }),
    },
    {
      method: 'POST',
      url: '/ledger/verification',
      handle: async (_request, person) => {
        if (!administers(person)) throw outcomes.forbidden('Who may watch and stop jobs may ask for a verification.');
        const job = await store.transaction(({ query }) => requestVerification(query, person?.name ?? 'anonymous'));
        return { verifying: progressOf(job) };
      },
    },
  ];
}

/** Counts and times, nothing of a record. */
async function standing({ store }: LedgerParts) {
  const [status, asked] = await Promise.all([ledgerStatus(store.search), witnessStates(store.search)]);
  const { origin, size, halted, filling, lastCheckpoint, verified, witnesses } = status;
  const names = [...new Set([...witnesses.map(({ name }) => name), ...asked.map(({ witness }) => witness)])].toSorted();
  return {
    ...{ origin, leaves: size, halted: halted !== null, filling, checkpoint: lastCheckpoint },
    verified: verified && { to: verified.to, leaves: verified.leaves, holds: verified.holds },
    witnesses: names.map((name) => {
      const last = witnesses.find((one) => one.name === name);
      const state = asked.find(({ witness }) => witness === name);
      return { name, leaves: last?.size ?? null, at: last?.at ?? null, outcome: state?.outcome ?? null };
    }),
  };
}

/** What does not agree names records, but says nothing of what is in them. */
async function administered({ store, settings }: LedgerParts) {
  const { halted, verified } = await ledgerStatus(store.search);
  const { checkpoints, verifications, anchored, verifying } = await administeredLedger(store.search, anchorKindName);
  return {
    ...{ halted, findings: verified?.findings ?? [], checkpoints, verifications },
    /** Whether a server in whose folder the key lies takes up jobs. */
    sequences: settings.ledger,
    anchoring: settings.anchorUrl !== undefined,
    anchored: anchored.map(({ state, at, error, checkpoint }) => ({
      ...{ state, at, error },
      ...(checkpoint as { readonly size?: number; readonly transaction?: string | null } | null),
    })),
    verifying: verifying ? progressOf(verifying) : null,
  };
}

function progressOf({ state, done, total }: LedgerJob) {
  return { state, done, total };
}

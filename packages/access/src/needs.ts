/** What a call needs: a right on its type, a named permission, both, or only that the person is known. */
import type { ConsentAction } from '@charthouse/fhir-model';
import type { Call } from './call.ts';
import type { NamedPermission } from './roles/named.ts';
import type { Right } from './roles/role.ts';

export interface Need {
  /** Absent: nothing of the record is asked for by the call itself. */
  readonly right?: Right;
  /** One of these. */
  readonly named?: readonly NamedPermission[];
  /** What consents are asked; absent: as the right says. */
  readonly action?: ConsentAction;
  /** Answered to whoever asks, known or not. */
  readonly open?: true;
}

/** By interaction; read, type and system level as SMART's letters divide them. */
const interactions: Readonly<Record<string, Need>> = {
  read: { right: 'r' },
  vread: { right: 'r' },
  search: { right: 's' },
  create: { right: 'c' },
  update: { right: 'u' },
  patch: { right: 'u' },
  delete: { right: 'd' },
  capabilities: { open: true },
  // each entry is a call of its own
  bundle: {},
};

const readsKnowledge: Need = { right: 'r' };

/** By name of the operation. One that is not here is denied. */
const operations: Readonly<Record<string, Need>> = {
  $everything: { right: 'r' },
  $lastn: { right: 's' },
  $meta: { right: 'r' },
  '$meta-add': { right: 'u' },
  '$meta-delete': { right: 'u', named: ['record.label'] },
  $expunge: { right: 'd', named: ['record.expunge'] },
  $validate: {},
  $fhirpath: {},
  // counts and times, nothing of a record
  $ledger: {},
  $prove: { right: 'r' },
  // each task by the permit, each list by its own permission
  $worklist: { right: 's' },
  '$worklist-counts': {},
  '$worklist-history': { right: 'r' },
  '$placement-preview': { right: 's', named: ['work.rules'] },
  '$worklist-move': { right: 'u' },
  '$worklist-undo': { right: 'u' },
  $export: { right: 's', named: ['record.export'], action: 'disclose' },
  '$access-log': { right: 'r', named: ['access-log.read', 'access-log.own'] },
  // decided by breakTheGlass; whoever opened a record may close it
  '$break-the-glass': {},
  '$end-break-the-glass': {},
  // record completion; what they read and write is decided call by call
  $analyse: { right: 'r', named: ['completion.analyse'] },
  $discharges: { named: ['completion.analyse'] },
  $delinquency: { named: ['completion.analyse', 'completion.notify'] },
  '$completion-rules': { named: ['completion.analyse', 'admin.settings'] },
  '$completion-dry-run': { named: ['completion.notify', 'admin.settings'] },
  '$delinquency-notices': { named: ['completion.notify'] },
  '$send-notices': { named: ['completion.notify'] },
  '$my-notices': { named: ['completion.sign'] },
  $suspensions: { named: ['completion.suspend', 'completion.approve'] },
  $suspend: { named: ['completion.suspend', 'completion.approve'] },
  '$completion-letters': { named: ['completion.notify', 'completion.suspend'] },
  '$completion-report': { named: ['completion.notify'] },
  '$close-by-committee': { named: ['completion.suspend'] },
  $sign: { named: ['completion.sign'] },
  '$verify-signature': { right: 'r' },
  $amend: { right: 'u', named: ['completion.sign', 'documents.check'] },
  $match: { right: 's' },
  $merge: { right: 'u', named: ['identity.resolve'] },
  $docref: { right: 's' },
  $document: { right: 'r' },
  $summary: { right: 'r' },
  $expand: readsKnowledge,
  $lookup: readsKnowledge,
  '$validate-code': readsKnowledge,
  $subsumes: readsKnowledge,
  $translate: readsKnowledge,
};

/** Undefined: nobody may. */
export function needOf({ interaction, id, operation }: Call): Need | undefined {
  if (interaction === 'history') return { right: id === undefined ? 's' : 'r' };
  if (interaction === 'operation')
    return Object.hasOwn(operations, operation ?? '') ? operations[operation!] : undefined;
  return Object.hasOwn(interactions, interaction) ? interactions[interaction] : undefined;
}

/** What a right does to a record, as consents call it. */
export const actionOf: Readonly<Record<Right, ConsentAction>> = {
  c: 'collect',
  r: 'access',
  u: 'correct',
  d: 'correct',
  s: 'access',
};

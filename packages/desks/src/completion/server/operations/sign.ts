/**
 * Signs here: after a fresh sign-in, one attestation for each document over the exact bytes of the version that was opened. A batch
 * is signed only when every document in it was opened by who signs: CMS wants an act of each author (A-0450).
 */
import { type ApiParts, type Call, type Operation, parametersOf, type Result } from '@charthouse/fhir-api';
import { type JsonObject, outcomes, type Resource } from '@charthouse/fhir-model';
import { referenceOf } from '../../rules/reading/elements.ts';
import { base } from '../ask.ts';
import type { DocumentSigner } from '../document-signer.ts';
import { refusalToSign } from '../refusal-to-sign.ts';
import { settingsNow } from '../settings-in-record.ts';
import { signatureOf, signedVersion } from '../signature.ts';
import { publishKeys } from '../signature-keys.ts';
import { answer, asRules, type Inside, parameters } from './asked.ts';

/** Documents and orders signed at once. */
const most = 100;
const signable = /^(DocumentReference|ServiceRequest|MedicationRequest)\/[A-Za-z0-9\-.]{1,64}$/;

export function signOf(signer: DocumentSigner): Operation {
  return {
    definition: {
      id: 'sign',
      code: 'sign',
      title: 'Sign documents and orders here',
      description:
        'Attests the present versions of documents and orders as who calls. Each has to have been opened by them, and they have to have just signed in.',
      parameter: [
        ...parameters('in', [['document', 'Reference', 'What is signed.', '*']]),
        ...parameters('out', [['signature', 'Reference', 'The Provenance of each, in their order.', '*']]),
      ],
    },
    levels: ['system'],
    affectsState: true,
    handle: (call, parts, inside) => signAll(call, parts, { inside, signer }),
  };
}

interface Signing {
  readonly inside: Inside;
  readonly signer: DocumentSigner;
}

async function signAll(call: Call, { now, store }: ApiParts, { inside, signer }: Signing): Promise<Result> {
  const names = namesIn(call);
  const { principal, door } = inside;
  const who = principal.fhirUser;
  if (who === undefined) throw outcomes.forbidden('Only somebody whose account names their Practitioner signs.');
  const found = await store.readMany(
    names.map((name) => ({ type: name.split('/')[0] ?? '', id: name.split('/')[1] ?? '' })),
  );
  const versions = names.map((name) => {
    const version = found.get(name);
    if (!version || version.body === '') throw outcomes.notFound(`${name} is not known.`);
    return { name, version, resource: JSON.parse(version.body) as Resource };
  });
  await refuse(versions, who, inside);
  await publishKeys(asRules(inside), signer);
  const at = new Date(now()).toISOString();
  const calls = await Promise.all(
    versions.map(async ({ version, resource }) => {
      const provenance = await signatureOf(version, resource, { who, at, signer });
      return [...signedVersion(resource, version.version, who), { ...create, resource: provenance }];
    }),
  );
  const written = await door.writeAll({ calls: calls.flat(), literals: [], base }, principal);
  const made = written.flatMap(({ type, id }) => (type === 'Provenance' ? [`Provenance/${id}`] : []));
  return answer(made.map((reference) => ({ name: 'signature', valueReference: { reference } })));
}

/** @throws OutcomeError 400 */
function namesIn({ input }: Call): string[] {
  const asked = parametersOf(input, 'document').map((one) => referenceOf((one as JsonObject).valueReference));
  const names = [...new Set(asked.flatMap((name) => (name !== undefined && signable.test(name) ? [name] : [])))];
  if (names.length === 0 || asked.some((name) => name === undefined || !names.includes(name)) || names.length > most)
    throw outcomes.badRequest(`Send 1 to ${most} parameters "document": references to documents or orders.`);
  return names;
}

interface Found {
  readonly name: string;
  readonly version: { readonly lastUpdated: number };
  readonly resource: Resource;
}

/** All or none. @throws OutcomeError 422 with every reason */
async function refuse(versions: readonly Found[], who: string, inside: Inside): Promise<void> {
  const asking = asRules(inside);
  const settings = await settingsNow(asking);
  const refusals = await Promise.all(
    versions.map(async ({ name, version: { lastUpdated }, resource }) => {
      const reason = await refusalToSign(resource, { who, settings, asking, lastUpdated });
      return reason === undefined ? [] : [`${name}: ${reason}`];
    }),
  );
  if (refusals.flat().length > 0) throw outcomes.unprocessable(`Nothing was signed. ${refusals.flat().join(' ')}`);
}

const create = { kind: 'create', type: 'Provenance', place: '' } as const;

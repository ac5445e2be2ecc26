/** A signature as Provenance: https://hl7.org/fhir/R4/provenance-definitions.html#Provenance.signature */
import type { WriteCall } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';
import { objects, referenceOf, referencesOf } from '../rules/reading/elements.ts';
import type { DocumentSigner } from './document-signer.ts';

const purposes = 'urn:iso-astm:E1762-95:2013';
/** https://hl7.org/fhir/R4/valueset-signature-type.html */
const kinds = {
  author: { code: '1.2.840.10065.1.12.1.1', display: "Author's Signature" },
  verification: { code: '1.2.840.10065.1.12.1.5', display: 'Verification Signature' },
};

export interface Version {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** The exact JSON text. */
  readonly body: string;
}

interface Signing {
  /** Reference to who signs. */
  readonly who: string;
  /** ISO 8601 */
  readonly at: string;
  readonly signer: DocumentSigner;
}

/** Of this version and no other: its bytes are what is signed. */
export async function signatureOf(
  version: Version,
  resource: Resource,
  { who, at, signer }: Signing,
): Promise<Resource> {
  const target = `${version.type}/${version.id}/_history/${version.version}`;
  const kind = authorsOf(resource).includes(who) ? kinds.author : kinds.verification;
  const jws = await signer.sign(new TextEncoder().encode(version.body), { target, who, when: at, purpose: kind.code });
  const patient = referenceOf(resource.subject);
  return {
    resourceType: 'Provenance',
    target: [{ reference: target }, ...(patient === undefined ? [] : [{ reference: patient }])],
    recorded: at,
    agent: [{ who: { reference: who } }],
    signature: [
      {
        type: [{ system: purposes, ...kind }],
        when: at,
        who: { reference: who },
        targetFormat: 'application/fhir+json',
        sigFormat: 'application/jose',
        data: Buffer.from(jws).toString('base64'),
      },
    ],
  };
}

/** Who answers for a document or an order. */
export function authorsOf({ author, requester }: Resource): string[] {
  return [...referencesOf(author), ...referencesOf(requester)];
}

/** A document that its author signs is final from then on; it may not have changed since it was read. */
export function signedVersion(resource: Resource, version: number, who: string): WriteCall[] {
  if (resource.resourceType !== 'DocumentReference' || resource.docStatus === 'final') return [];
  const isAmended = objects(resource.relatesTo).some(({ code }) => code === 'replaces');
  const next: Resource = { ...resource, docStatus: isAmended ? 'amended' : 'final', authenticator: { reference: who } };
  return [
    {
      kind: 'update',
      type: 'DocumentReference',
      id: String(resource.id),
      resource: next,
      ifMatch: `W/"${version}"`,
      place: '',
    },
  ];
}

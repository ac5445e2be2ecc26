/** DocumentReference and Composition -> a document of the chart. */
import type { JsonObject, JsonValue } from '@charthouse/fhir-model';
import type { Zone } from '@charthouse/rulebook';
import type { ChartDocument } from '../chart.ts';
import { documentTypeOf } from '../document-types.ts';
import { codingsOf, momentOf, nameOf, objects, referenceOf, referencesOf, sideIn, timeOf } from './elements.ts';

const scanQuality = 'https://charthouse.dev/fhir/CodeSystem/scan-quality';

export interface ReadDocument extends ChartDocument {
  readonly subject?: string;
  readonly encounters: readonly string[];
}

export interface DocumentReading {
  readonly zone: Zone;
  /** Practitioners who signed, by the reference of what they signed. */
  readonly signatures: ReadonlyMap<string, readonly string[]>;
  /** References of recordings of which there is a text. */
  readonly transcribed: ReadonlySet<string>;
}

/** Undefined: it was retracted or replaced. */
export function readDocument(resource: JsonObject, reading: DocumentReading): ReadDocument | undefined {
  const { status } = resource;
  if (status === 'entered-in-error' || status === 'superseded') return undefined;
  const own =
    resource.resourceType === 'Composition' ? ofComposition(resource, reading) : ofReference(resource, reading);
  const type = codingsOf(resource.type)
    .map(({ system, code }) => documentTypeOf(system, code))
    .find((found) => found !== undefined);
  const reference = nameOf(resource);
  const signers = [...new Set([...own.signers, ...(reading.signatures.get(reference) ?? [])])];
  const author = referencesOf(resource.author)[0];
  const unreadable = objects(objects(resource.meta)[0]?.tag).find(({ system }) => system === scanQuality);
  const side = sideIn(String(resource.description ?? resource.title ?? ''));
  const { filed = 0 } = own;
  const subject = referenceOf(resource.subject);
  return {
    ...{ reference, about: own.about, encounters: own.encounters, filed, signers },
    ...(type !== undefined && { type }),
    ...(own.moment && { at: own.moment.at, ...(own.moment.isUntimed && { isUntimed: true }) }),
    ...(author !== undefined && { author }),
    signed: signers.length > 0 ? 'yes' : own.signed,
    ...(own.isRecording && !reading.transcribed.has(reference) && { isRecording: true }),
    ...(unreadable && { unreadable: String(unreadable.display ?? 'it cannot be read') }),
    ...(own.hash !== undefined && { hash: own.hash }),
    ...(side !== undefined && { side }),
    ...(subject !== undefined && { subject }),
  };
}

function ofReference(resource: JsonObject, { zone }: DocumentReading) {
  const [context] = objects(resource.context);
  const attachments = objects(resource.content).flatMap(({ attachment }) => objects(attachment));
  const authenticator = referenceOf(resource.authenticator);
  const { docStatus } = resource;
  const isFinal = docStatus === 'final' || docStatus === 'amended';
  return {
    moment: momentOf(objects(context?.period)[0]?.start, zone) ?? momentOf(resource.date, zone),
    filed: timeOf(resource.date, zone) ?? timeOf(objects(resource.meta)[0]?.lastUpdated, zone),
    signed: signedBy(isFinal || authenticator !== undefined, docStatus === 'preliminary'),
    signers: authenticator === undefined ? [] : [authenticator],
    isRecording: attachments.length > 0 && attachments.every(({ contentType }) => isAudio(contentType)),
    hash: attachments.map(({ hash }) => hash).find((hash) => typeof hash === 'string') as string | undefined,
    about: referencesOf(context?.related),
    encounters: referencesOf(context?.encounter),
  };
}

function ofComposition(resource: JsonObject, { zone }: DocumentReading) {
  const attesters = objects(resource.attester).filter(({ mode }) => mode === 'professional' || mode === 'legal');
  const isFinal = resource.status === 'final' || resource.status === 'amended';
  const moment = momentOf(resource.date, zone);
  return {
    moment,
    filed: timeOf(objects(resource.meta)[0]?.lastUpdated, zone) ?? moment?.at,
    signed: signedBy(isFinal || attesters.length > 0, resource.status === 'preliminary'),
    signers: attesters.flatMap(({ party }) => referenceOf(party) ?? []),
    isRecording: false,
    hash: undefined,
    about: objects(resource.event).flatMap(({ detail }) => referencesOf(detail)),
    encounters: referencesOf(resource.encounter),
  };
}

function signedBy(isSigned: boolean, isOpen: boolean): ChartDocument['signed'] {
  if (isSigned) return 'yes';
  return isOpen ? 'no' : 'unknown';
}

const isAudio = (contentType: JsonValue | undefined) =>
  typeof contentType === 'string' && contentType.startsWith('audio/');

/** References of documents that another one is the text of. */
export function transcribedIn(documents: readonly JsonObject[]): Set<string> {
  const ties = documents.flatMap(({ relatesTo }) => objects(relatesTo)).filter(({ code }) => code === 'transforms');
  return new Set(ties.flatMap(({ target, targetReference }) => referencesOf(target ?? targetReference)));
}

/** Who signed what, as Provenance tells. */
export function signaturesIn(provenances: readonly JsonObject[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { target, signature } of provenances)
    for (const { who } of objects(signature)) {
      const signer = referenceOf(who);
      if (signer === undefined) continue;
      for (const name of referencesOf(target)) found.set(name, [...(found.get(name) ?? []), signer]);
    }
  return found;
}

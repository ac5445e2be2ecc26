/** ServiceRequest and MedicationRequest -> orders of the chart. */
import type { JsonObject } from '@charthouse/fhir-model';
import type { Zone } from '@charthouse/rulebook';
import type { ChartOrder } from '../chart.ts';
import { type Coding, codingsOf, nameOf, referenceOf, timeOf } from './elements.ts';

const orderKinds = 'https://charthouse.dev/fhir/CodeSystem/order-kind';
const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode';
const snomed = 'http://snomed.info/sct';

/** Concepts of SNOMED CT that are a kind of order. */
const ofSnomed: Readonly<Record<string, string>> = {
  '11429006': 'consultation',
  '32485007': 'admission',
  '29240004': 'autopsy',
  '399097000': 'anaesthesia',
};

const modes: Readonly<Record<string, ChartOrder['mode']>> = {
  VERBAL: 'verbal',
  PHONE: 'verbal',
  WRITTEN: 'written',
  FAXWRIT: 'written',
};

const given = new Set(['active', 'completed', 'on-hold', 'stopped']);

/** Undefined: it was not given, or was withdrawn. */
export function readOrder(
  resource: JsonObject,
  zone: Zone,
  signatures: ReadonlyMap<string, readonly string[]>,
): ChartOrder | undefined {
  if (!given.has(String(resource.status))) return undefined;
  const at = timeOf(resource.authoredOn, zone);
  if (at === undefined) return undefined;
  const categories = codingsOf(resource.category);
  const kind = kindIn([...codingsOf(resource.code), ...categories]);
  const by = referenceOf(resource.requester);
  const mode = categories.flatMap(({ system, code }) => (system === participation ? (modes[code] ?? []) : []))[0];
  const reference = nameOf(resource);
  return {
    ...{ reference, at, mode: mode ?? 'electronic', signers: signatures.get(reference) ?? [] },
    ...(kind !== undefined && { kind }),
    ...(by !== undefined && { by }),
  };
}

/** The kind of order that one of the codings names. */
export function kindIn(codings: readonly Coding[]): string | undefined {
  return codings
    .map(({ system, code }) => (system === orderKinds ? code : system === snomed ? ofSnomed[code] : undefined))
    .find((kind) => kind !== undefined);
}

/** One resource of the chart, read: a document as a document, a result with its trend, everything else as its facts. */
import type { DocumentReference, Encounter, FhirResource, Observation } from 'fhir/r4';
import { DocumentView } from './document-view.tsx';
import { EncounterView } from './encounter-view.tsx';
import { FactsView } from './facts-view.tsx';
import { TrendView } from './trend-view.tsx';

export function RecordView({ row }: { readonly row: FhirResource }) {
  if (row.resourceType === 'DocumentReference') return <DocumentView document={row as DocumentReference} />;
  if (row.resourceType === 'Observation' && row.valueQuantity) return <TrendView observation={row as Observation} />;
  if (row.resourceType === 'Encounter') return <EncounterView encounter={row as Encounter} />;
  return <FactsView type={row.resourceType} id={row.id!} />;
}

/** A part of the chart: what is read, in which order, and what of each row is shown. */
import type { FhirResource } from 'fhir/r4';
import type { ReactNode } from 'react';

/** Words that a column needs to speak the person's language. */
export interface Telling {
  readonly day: (text: string | undefined) => ReactNode;
}

export interface SectionColumn<T> {
  /** A key of the words of the chart. */
  readonly title: 'date' | 'what' | 'status' | 'class' | 'by' | 'value' | 'from' | 'range';
  readonly width: string;
  readonly show: (row: T, telling: Telling) => ReactNode;
  readonly isExtra?: boolean;
}

export interface Section<T extends FhirResource = FhirResource> {
  /** Its word in the catalogue, and its part of the address. */
  readonly id: 'timeline' | 'problems' | 'medications' | 'results' | 'documents' | 'orders' | 'claims';
  /** Below `/fhir/R4`, for the patient of that id. */
  readonly query: (patient: string) => string;
  readonly columns: readonly SectionColumn<T>[];
}

/** Keeps the type of the rows while it is written, and lets sections stand in one list. */
export function section<T extends FhirResource>(one: Section<T>): Section {
  return one as unknown as Section;
}

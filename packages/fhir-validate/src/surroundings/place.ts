/** The known shape of checks of elements that need what is loaded, or what stands around the element. */
import type { FhirElement } from '@charthouse/fhirpath';
import type { ProfileCheck } from '../profiles/check.ts';

export interface Place {
  readonly element: FhirElement;
  /** The element it is a child of. */
  readonly owner: FhirElement;
  /** Its name there, without `[x]` and type. */
  readonly name: string;
}

/** Problems get paths relative to the element. */
export type PlaceCheck = (place: Place, check: ProfileCheck) => void;

/** https://hl7.org/fhir/R4/resource-operation-meta-delete.html */
import { metaChange } from './meta-change.ts';

export const metaDelete = metaChange(
  'delete',
  'Takes profiles, tags and security labels from a resource, as a new version.',
);

/** https://hl7.org/fhir/R4/resource-operation-meta-add.html */
import { metaChange } from './meta-change.ts';

export const metaAdd = metaChange('add', 'Adds profiles, tags and security labels to a resource, as a new version.');

/** Code systems that label rules name. https://hl7.org/fhir/R4/terminologies-systems.html */

export const icd10cm = 'http://hl7.org/fhir/sid/icd-10-cm';
export const icd10pcs = 'http://www.cms.gov/Medicare/Coding/ICD10';
export const snomed = 'http://snomed.info/sct';
export const loinc = 'http://loinc.org';
/** Of this product: what no published code says. */
export const documentType = 'https://charthouse.dev/fhir/CodeSystem/document-type';

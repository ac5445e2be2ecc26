/** Whose accounts the demo makes: one for each role, some of them people of the record. */

export interface AccountOf {
  readonly role: string;
  readonly name: string;
  /** Who they are in the record. */
  readonly fhirUser?: string;
}

export const accounts: readonly AccountOf[] = [
  { role: 'technician', name: 'Tess Halloran' },
  { role: 'records-manager', name: 'Morgan Achterberg' },
  { role: 'cdi-specialist', name: 'Dana Wittenberg' },
  { role: 'coder', name: 'Corinne Abelard' },
  { role: 'biller', name: 'Bilal Ostrander' },
  { role: 'privacy-officer', name: 'Priya Vandermeer' },
  { role: 'chief-of-staff', name: 'Chiara Solberg' },
  { role: 'analyst', name: 'Anselm Kirkbride' },
  { role: 'clinician', name: 'The first hospitalist', fhirUser: 'Practitioner/demo-hospitalist-1' },
  { role: 'integration-engineer', name: 'Ines Falkenrath' },
  { role: 'administrator', name: 'Adrian Mosswood' },
  { role: 'patient', name: 'A patient', fhirUser: 'Patient/demo-p00001' },
  { role: 'representative', name: 'A parent', fhirUser: 'RelatedPerson/demo-parent' },
];

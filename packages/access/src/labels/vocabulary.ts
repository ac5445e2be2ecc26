/**
 * Security labels and what they mean here. https://hl7.org/fhir/R4/security-labels.html
 * Codes of v3-ActCode (sensitivity, privacy laws, handling) and v3-Confidentiality are written bare, others as `system|code`.
 */

export const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
export const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** Confidentiality, least first; a consent that says R to all up to it counts by this order. */
export const confidentialities = ['U', 'L', 'M', 'N', 'R', 'V'];

/** Sensitivities of v3 ActInformationSensitivityPolicy, and what each is a kind of. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  ETH: [], GDIS: [], HIV: [], MST: [], SCA: [], SDV: [], SEX: [], STD: [], TBOO: [], VIO: [], SICKLE: [],
  SPI: ['BH', 'MH', 'PSY', 'PSYTHPN', 'SUD'],
  BH: ['COGN', 'DVD', 'EMOTDIS'],
  SUD: ['ETHUD', 'OPIOIDUD'],
  ADOL: [], CEL: [], DIA: [], DRGIS: [], EMP: [], PDS: [], PHY: [], PRS: [],
  DEMO: [], DOB: [], GENDER: [], LIVARG: [], MARST: [], RACE: [], REL: [],
  B: [], EMPL: [], LOCIS: [], SSP: [],
}; // biome-ignore format: one table

/** Labels that say which law protects a resource. */
const laws = ['42CFRPart2', 'HIPAAPsyNotes', 'HIPAASelfPay', 'Title38Section7332'];

/** Must not be told to the patient before a clinician has. */
export const notForPatients = ['TBOO', 'NOPAT'];
/** Carried by patients, not by single resources: people of public interest, staff. */
export const ofPatients = ['CEL', 'EMP'];
/** Notes of psychotherapy: by sensitivity and by law. */
export const psychotherapy = ['PSYTHPN', 'HIPAAPsyNotes'];
export const partTwo = '42CFRPart2';

/** Labels that hide a resource from whoever has no clearance for them. */
export const sensitive: readonly string[] = [
  'R',
  'V',
  'NOPAT',
  ...laws,
  ...new Set([...Object.keys(kinds), ...Object.values(kinds).flat()]),
];

/** Labels that say how to handle a resource, not who may see it, and ordinary confidentialities. */
export const harmless: readonly string[] = [
  'U', 'L', 'M', 'N', 'CommonRule', 'HIPAANOPP',
  'ANONY', 'AOD', 'AUDIT', 'AUDTR', 'CPLYCC', 'CPLYCD', 'CPLYJPP', 'CPLYOPP', 'CPLYOSP', 'CPLYPOL', 'DECLASSIFYLABEL',
  'DEID', 'DELAU', 'DOWNGRDLABEL', 'DRIVLABEL', 'ENCRYPT', 'ENCRYPTR', 'ENCRYPTT', 'ENCRYPTU', 'HUAPRV', 'LABEL', 'MASK',
  'MINEC', 'PERSISTLABEL', 'PRIVMARK', 'PSEUD', 'REDACT', 'UPGRDLABEL',
  'NOAUTH', 'NOCOLLECT', 'NODSCLCD', 'NODSCLCDS', 'NOINTEGRATE', 'NOLIST', 'NOMOU', 'NOORGPOL', 'NOPERSISTP', 'NORDSCLCD',
  'NORDSCLCDS', 'NORDSCLW', 'NORELINK', 'NOREUSE', 'NOVIP', 'ORCON',
  'http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST',
]; // biome-ignore format: one table

/** A label and the kinds of it: `SUD` gives `SUD, ETHUD, OPIOIDUD`. */
export function withKinds(label: string): readonly string[] {
  return [label, ...(kinds[label] ?? []).flatMap(withKinds)];
}

/** The types of documents that deficiencies are about, and the codes by which sources name them. https://loinc.org */

export const documentTypeSystem = 'https://charthouse.dev/fhir/CodeSystem/document-type';
export const loinc = 'http://loinc.org';

/** Our code -> LOINC codes. Every one may also be named by our own code, in `documentTypeSystem`. */
export const documentTypes: Readonly<Record<string, readonly string[]>> = {
  'history-and-physical': [
    '34117-2', '51849-8', '47039-3', '34763-3', '34774-0', '28626-0', '11492-6', '34095-0', '34094-3', '34138-8', '57056-4',
  ],
  'history-and-physical-update': [],
  'psychiatric-evaluation': ['28635-1', '68599-0'],
  'certification-of-need': [],
  'advance-directive': ['42348-3'],
  'important-message-from-medicare': [],
  'observation-notice': [],
  'emergency-record': ['34111-5', '34878-9', '28568-4', '59258-4', '68552-9', '51846-4'],
  'consultation-report': [
    '11488-4', '34104-0', '51846-4', '34100-8', '34099-2', '34764-1', '34781-5', '34788-0', '34795-5', '34797-1', '34847-4', '34103-2',
  ],
  'progress-note': [
    '11506-3', '34130-5', '18733-6', '28569-2', '34126-3', '28627-8', '34900-1', '68473-8', '68475-3', '68480-3', '64057-3',
  ],
  'final-progress-note': [],
  'restraint-face-to-face': [],
  consent: ['59284-0', '61358-8', '61359-6', '64293-4'],
  'pre-anaesthesia-evaluation': ['34751-8', '34123-0'],
  'anaesthesia-record': ['11485-0'],
  'post-anaesthesia-evaluation': [],
  'brief-operative-note': [],
  'operative-report': ['11504-8', '34874-8', '28573-4', '34137-0', '34868-0', '34877-1', '34818-5', '34870-6'],
  'procedure-note': ['28570-0', '11505-5'],
  'pathology-report': ['11526-1', '11529-5', '33721-2'],
  'discharge-summary': ['18842-5', '34105-7', '34106-5', '11490-0', '28655-9', '59259-2', '57058-0'],
  'discharge-instructions': ['74213-0', '8653-8', '60280-5'],
  'transfer-form': ['18761-7', '28616-1', '28651-8', '34755-9', '34770-8'],
  'against-advice-form': [],
  'death-note': ['47046-8'],
  'autopsy-report': ['18743-5'],
}; // biome-ignore format: one table

const ofLoinc = new Map(
  Object.entries(documentTypes).flatMap(([type, codes]) => codes.map((code) => [code, type] as const)),
);

/** The type that a coding names; undefined: none of the register. */
export function documentTypeOf(system: unknown, code: unknown): string | undefined {
  if (system === loinc) return ofLoinc.get(String(code));
  return system === documentTypeSystem && Object.hasOwn(documentTypes, String(code)) ? String(code) : undefined;
}

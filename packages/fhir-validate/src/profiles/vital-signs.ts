/** The profiles that vital signs must conform to, declared or not. https://hl7.org/fhir/R4/observation-vitalsigns.html */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { objects } from '../rules/bundle/entries.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

/** LOINC code -> profile. */
const profiles: ReadonlyMap<unknown, string> = new Map([
  ['85353-1', 'vitalspanel'], ['9279-1', 'resprate'], ['8867-4', 'heartrate'], ['2708-6', 'oxygensat'], ['8310-5', 'bodytemp'],
  ['8302-2', 'bodyheight'], ['9843-4', 'headcircum'], ['29463-7', 'bodyweight'], ['39156-5', 'bmi'], ['85354-9', 'bp'],
]); // biome-ignore format: one table

export function vitalSignProfiles({ resourceType, code }: JsonObject): string[] {
  if (resourceType !== 'Observation' || !isObject(code)) return [];
  return objects(code.coding)
    .filter(({ system }) => system === 'http://loinc.org')
    .map((coding) => profiles.get(coding.code))
    .filter((name) => name !== undefined)
    .map((name) => base + name);
}

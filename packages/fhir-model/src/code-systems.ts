/** The code systems that come whole with FHIR R4; loaded by who checks codes and their words. https://hl7.org/fhir/R4/terminologies-systems.html */
import data from '../generated/code-systems.js';
import systemsData from '../generated/value-set-systems.js';

/** Code system URL -> code -> the words for it: its display and its designations in any language. */
export const codeSystems = data as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Value set URL -> the code systems its codes are of, for value sets that name them. */
export const valueSetSystems = systemsData as Readonly<Record<string, readonly string[]>>;

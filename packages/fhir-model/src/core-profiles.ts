/** The extensions and profiles of the FHIR R4 specification itself, as StructureDefinitions without their words; loaded by who checks them. */
import data from '../generated/core-profiles.js';
import type { JsonObject } from './resource.ts';

export const coreProfiles = data as readonly JsonObject[];

/** The registry of functions. `is`, `as` and `ofType` take types and are compiled with the operators. */
import { boundaries } from './boundaries.ts';
import { conversion } from './conversion.ts';
import type { FunctionDefinition } from './definition.ts';
import { existence } from './existence.ts';
import { fhir } from './fhir.ts';
import { filtering } from './filtering.ts';
import { math } from './math.ts';
import { subsetting } from './subsetting.ts';
import { text } from './text.ts';
import { utility } from './utility.ts';

export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [existence, filtering, subsetting, conversion, text, math, boundaries, utility, fhir]
    .flat()
    .map((definition) => [definition.name, definition]),
);

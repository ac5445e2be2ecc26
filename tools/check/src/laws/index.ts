import type { Law } from '../law.ts';
import { compiles, compilesPure, compilesWeb } from './compiles.ts';
import { documents } from './documents.ts';
import { drawers } from './drawers.ts';
import { floors } from './floors.ts';
import { format } from './format.ts';
import { lockFile } from './lock-file.ts';
import { namedPaths } from './named-paths.ts';
import { namedSettings } from './named-settings.ts';
import { nothingUnused } from './nothing-unused.ts';
import { passedIn } from './passed-in.ts';
import { registries } from './registries.ts';
import { sizes } from './sizes.ts';

/** Every law of the house, in the order in which they are told. */
export const laws: readonly Law[] = [
  format,
  compilesPure,
  compiles,
  compilesWeb,
  floors,
  nothingUnused,
  passedIn,
  sizes,
  drawers,
  registries,
  namedSettings,
  namedPaths,
  documents,
  lockFile,
];

import type { Part } from '../part.ts';
import { chart } from './chart.ts';
import { completion } from './completion.ts';
import { completionNight } from './completion-night.ts';
import { deciding } from './deciding.ts';
import { fhirpath } from './fhirpath.ts';
import { growth } from './growth.ts';
import { importPart } from './import.ts';
import { ingestPart } from './ingest.ts';
import { ledger } from './ledger.ts';
import { ledgerCost } from './ledger-cost.ts';
import { ledgerStore } from './ledger-store.ts';
import { memory } from './memory.ts';
import { processor } from './processor.ts';
import { reads } from './reads.ts';
import { recording } from './recording.ts';
import { permitted } from './search/permitted.ts';
import { search } from './search/search.ts';
import { signInPart } from './sign-in.ts';
import { sizes } from './sizes.ts';
import { validators } from './validators.ts';
import { workbenchUsers } from './workbench-users.ts';
import { worklist } from './worklist.ts';
import { writes } from './writes/writes.ts';

/** In the order in which they run. */
export const parts: readonly Part[] = [
  processor,
  fhirpath,
  validators,
  completion,
  completionNight,
  ledger,
  ledgerStore,
  ledgerCost,
  reads,
  writes,
  recording,
  deciding,
  signInPart,
  ingestPart,
  importPart,
  memory,
  sizes,
  search,
  chart,
  worklist,
  workbenchUsers,
  growth,
  permitted,
];

/** The operations, one file each: its definition, where it may be called, its handler. */
import { accessLog } from './access-log.ts';
import { breakTheGlass } from './break-the-glass.ts';
import { endBreakTheGlass } from './end-break-the-glass.ts';
import { everything } from './everything.ts';
import { expunge } from './expunge.ts';
import { fhirpath } from './fhirpath.ts';
import { lastn } from './lastn.ts';
import { ledger } from './ledger.ts';
import { meta } from './meta.ts';
import { metaAdd } from './meta-add.ts';
import { metaDelete } from './meta-delete.ts';
import type { Operation } from './operation.ts';
import { placementPreview } from './placement-preview.ts';
import { prove } from './prove.ts';
import { validate } from './validate.ts';
import { worklist } from './worklist.ts';
import { worklistCounts } from './worklist-counts.ts';
import { worklistHistory } from './worklist-history.ts';
import { worklistMove } from './worklist-move.ts';
import { worklistUndo } from './worklist-undo.ts';

export const operations: readonly Operation[] = [
  accessLog,
  breakTheGlass,
  endBreakTheGlass,
  everything,
  expunge,
  fhirpath,
  lastn,
  ledger,
  meta,
  metaAdd,
  metaDelete,
  prove,
  placementPreview,
  validate,
  worklist,
  worklistCounts,
  worklistHistory,
  worklistMove,
  worklistUndo,
];

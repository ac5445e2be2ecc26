import type { Part } from '../part.ts';
import { ingestPart } from './ingest.ts';
import { reads } from './reads.ts';

/** In the order in which they run. */
export const parts: readonly Part[] = [reads, ingestPart];

/** Sends the patient bundles to a server, as any client would. */
import { type LoadResult, runLoad } from '../load/http-load.ts';
import { requestBytes } from '../load/http-message.ts';
import type { PatientBundle } from './patient-bundles.ts';

export interface Ingest {
  readonly address: string;
  readonly bundles: readonly PatientBundle[];
  readonly inFlight: number;
}

export interface IngestResult extends LoadResult {
  /** Resources a second. */
  readonly resourceRate: number;
}

/** One transaction per bundle. Requests are made before the clock runs. */
export async function ingest({ address, bundles, inFlight }: Ingest): Promise<IngestResult> {
  const requests = bundles.map(({ text }) => requestBytes({ method: 'POST', path: '/fhir/R4', body: text }));
  let sent = 0;
  const result = await runLoad({ address, connections: inFlight, next: () => requests[sent++] });
  const resources = bundles.reduce((sum, { entries }) => sum + entries, 0);
  return { ...result, resourceRate: resources / result.seconds };
}

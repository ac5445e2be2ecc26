/** The writes that a batch or transaction bundle asks for, for callers that bring them to the door themselves. */
import { type JsonObject, OutcomeError, outcomes } from '@charthouse/fhir-model';
import { type Call, changes } from '../call.ts';
import { writeCall } from '../interactions/write.ts';
import type { WriteCall } from '../writing/write-call.ts';
import { entryCall } from './entry-call.ts';

/** One for each entry, in their order: its write, or why it asks for none. `base`: the server's own URL. */
export function bundleWrites(bundle: JsonObject, base: string): (WriteCall | OutcomeError)[] {
  const head: Call = { interaction: 'bundle', method: 'POST', query: [], conditions: {}, preferences: {}, base };
  const entries = Array.isArray(bundle.entry) ? bundle.entry : [];
  return entries.map((entry, i) => {
    try {
      const { call, place, fullUrl } = entryCall(entry, i, head);
      if (!changes.has(call.interaction))
        return outcomes.notSupported(
          `The entry asks for ${call.interaction}; only writes can be done here.`,
          `${place}.request`,
        );
      return { ...writeCall(call, `${place}.resource`), ...(fullUrl !== undefined && { fullUrl }) };
    } catch (error) {
      if (!(error instanceof OutcomeError)) throw error;
      return error;
    }
  });
}

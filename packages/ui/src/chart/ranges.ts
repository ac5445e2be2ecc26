/** Reference ranges of results, as they were sent: https://hl7.org/fhir/R4/observation.html#interpretation */
import type { Observation, ObservationReferenceRange } from 'fhir/r4';

/** `3.5–5.1`, `≥ 60`, `≤ 5`, or its text. */
export function displayRange(range: ObservationReferenceRange | undefined): string | undefined {
  const [low, high] = [range?.low?.value, range?.high?.value];
  if (low !== undefined && high !== undefined) return `${low}–${high}`;
  if (low !== undefined) return `≥ ${low}`;
  return high === undefined ? range?.text : `≤ ${high}`;
}

/** A shape, so that it is not told by colour alone; nothing when it is within, or no range was sent. */
export function beyond({ valueQuantity, referenceRange }: Observation): '▲' | '▼' | undefined {
  const value = valueQuantity?.value;
  const { low, high } = referenceRange?.[0] ?? {};
  if (value === undefined) return undefined;
  if (high?.value !== undefined && value > high.value) return '▲';
  return low?.value !== undefined && value < low.value ? '▼' : undefined;
}

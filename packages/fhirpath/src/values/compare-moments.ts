/** The order of two points in time, as far as their precision tells. https://hl7.org/fhirpath/N1/#comparison */
import { instantOf, type Moment } from './moment.ts';

/** Zones lie between -12:00 and +14:00: two local times this far apart are ordered whatever their zones. */
const certain = 26 * 3_600_000;

/** Negative, 0, positive; undefined where the precisions do not tell. */
export function compareMoments(left: Moment, right: Moment): number | undefined {
  const timed = left.precision >= 4 && right.precision >= 4 && left.type !== 'Time';
  if (timed && (left.zone === undefined) !== (right.zone === undefined)) {
    const apart = instantOf(left) - instantOf(right);
    return Math.abs(apart) > certain ? apart : undefined;
  }
  if (timed && left.precision === right.precision && left.precision >= 5) return instantOf(left) - instantOf(right);
  const shifted = timed && left.zone !== right.zone ? (left.zone ?? 0) - (right.zone ?? 0) : 0;
  if (shifted !== 0) return undefined;
  const known = Math.min(left.precision, right.precision);
  for (let at = 0; at < known; at++) {
    const apart = left.fields[at]! - right.fields[at]!;
    if (apart !== 0) return apart;
  }
  return left.precision === right.precision ? 0 : undefined;
}

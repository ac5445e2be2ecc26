/** Bundles of log entries: each behind its length in two bytes. https://c2sp.org/tlog-tiles#log-entries */
import { Malformed } from '../malformed.ts';
import { joined } from '../octets/octets.ts';
import { tileWidth } from './tile.ts';

/** @throws Malformed for more than 256 entries or one of more than 65,535 bytes */
export function writeEntries(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > tileWidth) throw new Malformed(`A bundle holds at most ${tileWidth} entries.`);
  return joined(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new Malformed('An entry of a log has at most 65,535 bytes.');
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** @throws Malformed for entries that are cut off, more than 256, or fewer than `width` */
export function parseEntries(bundle: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + ((bundle[at] ?? 0) << 8) + (bundle[at + 1] ?? 0);
    if (at + 2 > bundle.length || end > bundle.length)
      throw new Malformed(`Entry ${entries.length} of the bundle is cut off.`);
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  if (entries.length < width || entries.length > tileWidth)
    throw new Malformed(`The bundle has ${entries.length} entries instead of ${width}.`);
  return entries.slice(0, width);
}

/** Writes one unit: its parts one after the other, then the mark that says it is finished. */
import { type Part, partsOf } from './parts.ts';
import type { Unit } from './units.ts';
import { type Work, writePart } from './write-part.ts';

const nothing: Part = { writes: [], literals: [], takes: 'each', bundle: false };

/** A unit that is finished already is left alone. */
export async function writeUnit(unit: Unit, work: Work): Promise<void> {
  if (work.done.has(unit.name)) return;
  const { parts, refused } = partsOf(unit.items);
  // The last part carries the unit's own name: with its commit the unit is finished.
  const last = parts.at(-1) ?? nothing;
  for (const [i, part] of parts.slice(0, -1).entries())
    await writePart({ part, name: `${unit.name}.${i}`, refused: [], mayWait: true }, work);
  await writePart({ part: last, name: unit.name, refused, mayWait: true }, work);
}

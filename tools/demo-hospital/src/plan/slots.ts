/** Which encounters there are: the planted ones first, then those in house, those of yesterday, and the rest of 18 months. */
import type { Kind } from '../chart/chart.ts';
import type { Standing } from '../directory/clinicians.ts';
import type { Size } from '../manifest.ts';
import { type Needs, recipes, traps } from '../plant/recipes.ts';
import type { Random } from '../random.ts';

export interface Slot {
  readonly needs: Needs;
  readonly lacks: readonly string[];
  readonly trap?: string;
  readonly isMissing?: true;
  readonly gone?: Standing;
  /** Nothing is planted here: the person may have been here before. */
  readonly isOrdinary: boolean;
}

interface Counts {
  readonly kinds: Readonly<Record<Kind, number>>;
  readonly inHouse: number;
  /** Who left yesterday. */
  readonly yesterday: Readonly<Partial<Record<Kind, number>>>;
  readonly missing: number;
  /** How many charts of each recipe: of all, or so many. */
  readonly perRecipe: number;
  /** Days back. */
  readonly past: number;
}

export const counts: Readonly<Record<Size, Counts>> = {
  full: {
    kinds: { inpatient: 1800, emergency: 2700, surgery: 900, observation: 600, clinic: 3960, video: 40 },
    inHouse: 45,
    yesterday: { inpatient: 8, observation: 4, surgery: 5, emergency: 10 },
    missing: 3,
    perRecipe: Number.POSITIVE_INFINITY,
    past: 540,
  },
  small: {
    kinds: { inpatient: 90, emergency: 40, surgery: 16, observation: 12, clinic: 24, video: 6 },
    inHouse: 9,
    yesterday: { inpatient: 3, observation: 1, surgery: 1, emergency: 3 },
    missing: 1,
    perRecipe: 1,
    past: 120,
  },
}; // biome-ignore format: one row a size

/** One case of every trap is in the emergency department of yesterday: it counts among those who left. */
export function slotsOf(size: Size, random: Random): Slot[] {
  const { kinds, inHouse, yesterday, missing, perRecipe, past } = counts[size];
  const slots: Slot[] = [];
  for (const { charts, lacks, needs, gone } of recipes)
    for (let i = 0; i < Math.min(charts, perRecipe); i++)
      slots.push({ needs, lacks, isOrdinary: false, ...(gone?.[i] && { gone: gone[i] }) });
  for (const { id, needs } of traps) slots.push({ needs, lacks: [], trap: id, isOrdinary: false });
  const ordinary = (needs: Needs, more: Partial<Slot> = {}) =>
    slots.push({ needs, lacks: [], isOrdinary: true, ...more });
  const inHouseYet = slots.filter(({ needs }) => needs.inHouse).length;
  for (let i = inHouseYet; i < inHouse; i++) ordinary({ kind: 'inpatient', left: [1, 6], inHouse: true });
  for (const [kind, count] of Object.entries(yesterday))
    for (let i = 0; i < count; i++) ordinary({ kind: kind as Kind, left: [1, 1] });
  for (let i = 0; i < missing; i++)
    ordinary({ kind: 'emergency', left: [1, 1] }, { isMissing: true, isOrdinary: false });
  for (const [kind, total] of Object.entries(kinds)) {
    const yet = slots.filter(({ needs }) => needs.kind === kind).length;
    for (let i = yet; i < total; i++) ordinary({ kind: kind as Kind, left: dayOf(random, past) });
  }
  return slots;
}

function dayOf(random: Random, past: number): readonly [number, number] {
  const day = random.whole(2, past);
  return [day, day];
}

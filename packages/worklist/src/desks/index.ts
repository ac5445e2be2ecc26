/** The desks of the house itself, in the order of the menu. */
import type { Desk } from '../desk.ts';
import { administration } from './administration.ts';
import { exchange } from './exchange.ts';
import { mine } from './mine.ts';
import { privacy } from './privacy.ts';
import { quality } from './quality.ts';

export const houseDesks: readonly Desk[] = [mine, privacy, quality, exchange, administration];

/** Where a task goes that no rule fits and no list takes. */
export const unplaced = 'administration/unplaced';

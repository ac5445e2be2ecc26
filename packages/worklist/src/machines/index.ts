/** The states of every kind of task. */
import type { TaskMachine } from '../task-machine.ts';
import { review } from './review.ts';
import { work } from './work.ts';

export const machines: readonly TaskMachine[] = [review, work];

/** A job as lines for people. */
import { type Job, progressOf } from '@charthouse/chart-store';
import { clock, count } from '../command-line/figures.ts';
import { goOnCommand, isRunByCommand } from './go-on.ts';

/** `12  import   running   12,340 of 40,496 (30 %), 8,120/s, 0:04 left   3 refused` */
export function jobLine(job: Job, now: number): string {
  return [
    String(job.id).padStart(5),
    job.kind.padEnd(8),
    stateOf(job, now).padEnd(11),
    time(job.created),
    amount(job, now),
    ...(job.error && job.state !== 'done' ? [job.error] : []),
  ].join('  ');
}

export function jobDetails(job: Job, now: number): string {
  const rows: [string, string | undefined][] = [
    ['job', String(job.id)],
    ['kind', job.kind],
    ['state', stateOf(job, now)],
    ['done', amount(job, now)],
    ['attempt', `${job.attempt} of ${job.maxAttempts}`],
    ['created', time(job.created)],
    ['started', job.started === undefined ? undefined : time(job.started)],
    ['finished', job.finished === undefined ? undefined : time(job.finished)],
    ['not before', job.state === 'queued' ? time(job.runAt) : undefined],
    ['asked by', job.requestedBy],
    ['input', JSON.stringify(job.input)],
    ['error', job.error],
    ['to go on', goOnCommand(job, stateOf(job, now))],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(11)} ${value}`])).join('\n');
}

/**
 * A running job whose worker stopped renewing its lease has none any more; one that only its command runs waits for nobody but
 * the person who gives the command again.
 */
export function stateOf({ kind, state, runAt, cancel, leaseUntil }: Job, now: number): string {
  if (state === 'queued' && runAt <= now && isRunByCommand(kind)) return 'stopped';
  if (state !== 'running') return state;
  if ((leaseUntil ?? 0) < now) return 'interrupted';
  return cancel ? 'cancelling' : 'running';
}

function amount(job: Job, now: number): string {
  const { rate, share, eta } = progressOf(job, now);
  const total = job.total === undefined ? '' : ` of ${count(job.total)}`;
  return [
    `${count(job.done)}${total}${share === undefined ? '' : ` (${Math.floor(share * 100)} %)`}`,
    ...(rate > 0 ? [`${count(Math.round(rate))}/s`] : []),
    ...(eta === undefined ? [] : [`${clock(eta)} left`]),
    ...(job.refused > 0 ? [`${count(job.refused)} refused`] : []),
  ].join(', ');
}

const time = (milliseconds: number) => new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 19);

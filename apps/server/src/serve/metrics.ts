/** What `/metrics` shows: https://prometheus.io/docs/instrumenting/exposition_formats/ */
import type { LedgerStatus, StoreCounters } from '@charthouse/chart-store';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request; `duration` in milliseconds. */
  observe(
    request: { readonly method: string; readonly route: string; readonly status: number },
    duration: number,
  ): void;
}

const durations = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function createMetrics(counters?: StoreCounters, ledger?: () => Promise<LedgerStatus>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  if (counters) exposeStore(registry, counters);
  if (ledger) exposeLedger(registry, ledger);
  const histogram = new Histogram({
    name: 'charthouse_http_request_duration_seconds',
    help: 'Time from request to answer, by kind of route',
    labelNames: ['method', 'route', 'status'],
    buckets: durations,
    registers: [registry],
  });
  const series = new Map<string, { observe(seconds: number): void }>();
  return {
    registry,
    observe({ method, route, status }, duration) {
      const verb = knownMethods.has(method) ? method : 'other';
      const key = `${verb} ${route} ${status}`;
      let one = series.get(key);
      if (!one) {
        one = histogram.labels(verb, route, String(status));
        series.set(key, one);
      }
      one.observe(duration / 1000);
    },
  };
}

const ledgerFigures: readonly { name: string; help: string; of: (status: LedgerStatus) => number }[] = [
  { name: 'leaves', help: 'Leaves of the ledger', of: ({ size }) => size },
  { name: 'halted', help: '1 while nothing is added to the ledger', of: ({ halted }) => (halted === null ? 0 : 1) },
  {
    name: 'verified',
    help: '1 when record and ledger agreed at the last verification, 0 when not, -1 before the first',
    of: ({ verified }) => (verified ? Number(verified.holds) : -1),
  },
  {
    name: 'verified_timestamp_seconds',
    help: 'Until when the record was verified last',
    of: ({ verified }) => (verified?.to ?? 0) / 1000,
  },
];

/** One ledger, whichever worker tells of it; asked once for all figures. */
function exposeLedger(registry: Registry, ledger: () => Promise<LedgerStatus>): void {
  let asked: Promise<LedgerStatus | undefined> | undefined;
  const ask = () => {
    asked ??= ledger()
      .catch(() => undefined)
      .finally(() => (asked = undefined));
    return asked;
  };
  for (const { name, help, of } of ledgerFigures)
    new Gauge({
      name: `charthouse_ledger_${name}`,
      help,
      aggregator: 'max',
      registers: [registry],
      async collect() {
        const status = await ask();
        if (status) this.set(of(status));
      },
    });
}

/** The store counts by itself; its numbers are read when the metrics are. */
function exposeStore(registry: Registry, counters: StoreCounters): void {
  new Counter({
    name: 'charthouse_store_retries_total',
    help: 'Transactions run again, by reason',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [reason, count] of Object.entries(counters.retries)) this.labels(reason).inc(count);
    },
  });
  new Counter({
    name: 'charthouse_store_transactions_total',
    help: 'Transactions ended, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset();
      this.labels('commit').inc(counters.commits);
      this.labels('rollback').inc(counters.rollbacks);
    },
  });
}

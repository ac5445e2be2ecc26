/** What `/metrics` shows: https://prometheus.io/docs/instrumenting/exposition_formats/ */
import type { StoreCounters } from '@charthouse/chart-store';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

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

export function createMetrics(counters?: StoreCounters): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  if (counters) exposeStore(registry, counters);
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

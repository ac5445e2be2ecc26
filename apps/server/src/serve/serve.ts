/** One serving process: the parts on a database, behind an open port. */
import { ledgerStatus } from '@charthouse/chart-store';
import type { Principal } from '@charthouse/fhir-api';
import { openSignIn } from '../people/open-sign-in.ts';
import type { Settings } from '../settings/settings.ts';
import { version } from '../version.ts';
import { wire } from '../wire.ts';
import { buildApp } from './app.ts';
import { keepHeapSmall } from './heap.ts';
import { drain, listen } from './listen.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';
import { followCertificate, tlsOf } from './tls.ts';

/** A server that runs, in this process or in several. */
export interface Serving {
  /** For example `http://127.0.0.1:8420`. */
  readonly address: string;
  /** Answers what is in flight for up to `patience` milliseconds, then closes everything. */
  close(patience: number): Promise<void>;
}

export interface ServeOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly log: Log;
  /** True in a worker: the port is shared with others. */
  readonly shared?: boolean;
  /** The text of `/metrics`; default: that of this process. */
  readonly metricsText?: () => Promise<string>;
}

/** A server in this process. */
export interface ServingHere extends Serving {
  readonly metrics: Metrics;
}

/** The server itself, as the access log names it. */
const self: Principal = { kind: 'system', name: 'Charthouse' };

function aboutThis({ audit }: Settings): string {
  return `Charthouse ${version}, process ${process.pid}, CHARTHOUSE_AUDIT=${audit}`;
}

const tellClosed = (log: Log) => (secrets: number) =>
  log.warn(
    { secrets },
    'secrets of sign-in were encrypted with another key than CHARTHOUSE_SECRET_KEY (or secret.key of the data folder): authenticator apps set up with it do not count until it is back',
  );

/** Opens the store and the port; rejects with a sentence when either cannot be opened. */
export async function serve(options: ServeOptions): Promise<ServingHere> {
  const { settings, databaseUrl, log, shared = false, metricsText } = options;
  const tls = tlsOf(settings);
  keepHeapSmall();
  const onFault = (error: unknown, request?: string) => log.error({ err: error, request }, 'a FHIR request failed');
  const parts = await wire(settings, databaseUrl, onFault);
  const ledger = () => ledgerStatus(parts.store.search);
  const metrics = createMetrics(parts.store.counters, ledger);
  const readiness: Readiness = {
    stopping: false,
    database: () => parts.store.ready(),
    log: () => settings.audit === 'off' || parts.store.accessLog.writable,
    ledger,
  };
  const ownText = () => metrics.registry.metrics();
  const text = metricsText ?? ownText;
  const { store, door, principalOf, may, work } = parts;
  const signIn = await openSignIn({
    ...{ settings, databaseUrl, door, principalOf, onFault },
    onClosedSecrets: tellClosed(log),
  });
  const app = await buildApp({
    settings,
    tls,
    store,
    door,
    work,
    principalOf,
    ...(may && { may }),
    signIn,
    onFault,
    log,
    metrics,
    readiness,
    metricsText: text,
  });
  try {
    const address = await listen(app, settings, shared);
    followCertificate(app.server, settings, log);
    await parts.door.recordEvent({ action: 'log-start', note: aboutThis(settings) }, self);
    return {
      address,
      metrics,
      async close(patience) {
        readiness.stopping = true;
        await drain(app, patience);
        await parts.door.recordEvent({ action: 'log-stop', note: aboutThis(settings) }, self).catch(() => {});
        await signIn?.close();
        await parts.close();
      },
    };
  } catch (error) {
    await app.close();
    await signIn?.close();
    await parts.close();
    throw error;
  }
}

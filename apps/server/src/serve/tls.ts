/** The certificate of this server: read at the start, and again when its files change. https://nodejs.org/api/tls.html#serversetsecurecontextoptions */
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:http';
import { createSecureContext, type Server as TlsServer } from 'node:tls';
import { failure } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';
import type { Log } from './log.ts';

type TlsSettings = Pick<Settings, 'tlsCert' | 'tlsKey'>;

export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: 'TLSv1.2';
}

/** Undefined: plain http. @throws CommandStop when the files cannot be read or do not belong together */
export function tlsOf({ tlsCert, tlsKey }: TlsSettings): Tls | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  try {
    const tls = { cert: readFileSync(tlsCert), key: readFileSync(tlsKey), minVersion: 'TLSv1.2' } as const;
    createSecureContext(tls);
    return tls;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw failure(
      `https cannot be served with CHARTHOUSE_TLS_CERT=${tlsCert} and CHARTHOUSE_TLS_KEY=${tlsKey} (${code ?? 'no certificate and key of each other'}). Both are PEM files that this user can read, of one key pair.`,
      error,
    );
  }
}

/** Milliseconds between two looks at the files. */
const lookEvery = 30_000;

/** Takes up a renewed certificate; one that is no good is told and the old one stays. Ends with the server. */
export function followCertificate(server: Server, settings: TlsSettings & { readonly every?: number }, log: Log): void {
  const { tlsCert, tlsKey, every: interval = lookEvery } = settings;
  if (tlsCert === undefined || tlsKey === undefined) return;
  const take = () => {
    try {
      const tls = tlsOf(settings);
      if (tls) (server as unknown as TlsServer).setSecureContext(tls);
      log.info('the certificate changed: new connections have the new one');
    } catch (error) {
      log.error({ err: error }, 'the certificate changed, and is no good: new connections have the old one');
    }
  };
  for (const path of [tlsCert, tlsKey]) watchFile(path, { interval, persistent: false }, take);
  server.once('close', () => {
    for (const path of [tlsCert, tlsKey]) unwatchFile(path, take);
  });
}

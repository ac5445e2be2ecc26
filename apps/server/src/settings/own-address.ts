/** The one address under which people sign in: tokens name it, and passkeys belong to its host. */
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

/** `CHARTHOUSE_URL`, else the port on this machine; its name is `localhost`, since passkeys know no numbers. */
export function ownAddress({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string {
  if (publicUrl !== undefined) return publicUrl;
  const name = isLoopback(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return port === 80 ? `http://${name}` : `http://${name}:${port}`;
}

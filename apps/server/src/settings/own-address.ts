/** The one address under which people sign in: tokens name it, and passkeys belong to its host. */
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

export type AddressSettings = Pick<Settings, 'publicUrl' | 'host' | 'port'> & Partial<Pick<Settings, 'tlsCert'>>;

/** `CHARTHOUSE_URL`, else the port on this machine; its name is `localhost`, since passkeys know no numbers. */
export function ownAddress({ publicUrl, host, port, tlsCert }: AddressSettings): string {
  if (publicUrl !== undefined) return publicUrl;
  const name = isLoopback(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const [scheme, usual] = tlsCert === undefined ? ['http', 80] : ['https', 443];
  return port === usual ? `${scheme}://${name}` : `${scheme}://${name}:${port}`;
}

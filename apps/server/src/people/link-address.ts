/** Where one-time links lead. */
import { ownAddress } from '../settings/own-address.ts';
import type { Settings } from '../settings/settings.ts';

export function linkAddress(settings: Pick<Settings, 'publicUrl' | 'host' | 'port'>, secret: string): string {
  return `${ownAddress(settings)}/auth/link/${secret}`;
}

/** Where one-time links lead. */
import { type AddressSettings, ownAddress } from '../settings/own-address.ts';

export function linkAddress(settings: AddressSettings, secret: string): string {
  return `${ownAddress(settings)}/auth/link/${secret}`;
}

/** The OpenID provider of every moment: made anew when the signing keys change, also by another server process. */
import type { Provider } from 'oidc-provider';
import { removeExpired } from '../clean-up.ts';
import type { Database } from '../database.ts';
import { currentKeys } from '../keys/signing-keys.ts';
import type { Vault } from '../keys/vault.ts';
import type { ProviderParts } from './configuration.ts';
import { createProvider } from './provider.ts';

export interface KeysParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly onFault: (error: unknown) => void;
}

export interface CurrentProvider {
  /** That of this moment. */
  readonly provider: () => Provider;
  stop(): void;
}

const hour = 3_600_000;

/** Looks for other keys, and removes what has expired, every hour. */
export async function keepProvider(
  parts: Omit<ProviderParts, 'keys'>,
  { database, vault, onFault }: KeysParts,
): Promise<CurrentProvider> {
  let signing = '';
  let provider: Provider;
  const takeKeys = async () => {
    const keys = await currentKeys(database, vault, Date.now());
    const now = keys.map(({ kid }) => kid).join(' ');
    if (now === signing) return;
    signing = now;
    provider = createProvider({ ...parts, keys: keys.map(({ jwk }) => jwk) });
    provider.on('server_error', (_ctx, error) => onFault(error));
  };
  await takeKeys();
  const hourly = setInterval(
    () => void Promise.all([takeKeys(), removeExpired(database.query)]).catch(onFault),
    hour,
  ).unref();
  return { provider: () => provider, stop: () => clearInterval(hourly) };
}

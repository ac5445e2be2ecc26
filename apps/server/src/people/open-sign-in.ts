/** Sign-in of one serving process, when the setting asks for it. */
import type { Door } from '@charthouse/fhir-api';
import type { SignIn } from '@charthouse/sign-in';
import { ownAddress } from '../settings/own-address.ts';
import type { Settings } from '../settings/settings.ts';
import { findEncountersAt } from './find-encounters.ts';
import { findPatientsAt } from './find-patients.ts';
import type { PrincipalOf } from './principal.ts';
import { recordSignIn } from './record-sign-in.ts';
import { secretKeys } from './secret-keys.ts';

export interface SignInOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly door: Door;
  readonly principalOf: PrincipalOf;
  readonly onFault: (error: unknown) => void;
  /** Told how many secrets of sign-in none of the keys opens. */
  readonly onClosedSecrets: (count: number) => void;
}

/** Undefined with CHARTHOUSE_AUTH=off. */
export async function openSignIn(options: SignInOptions): Promise<SignIn | undefined> {
  const { settings, databaseUrl, door, principalOf, onFault, onClosedSecrets } = options;
  if (settings.auth === 'off') return undefined;
  const { createSignIn } = await import('@charthouse/sign-in'); // a third of a second that only those wait who need it
  const url = ownAddress(settings);
  const { ssoIssuer: issuer, ssoClientId: clientId, ssoClientSecret: clientSecret } = settings;
  return createSignIn({
    connectionString: databaseUrl,
    url,
    findPatients: findPatientsAt(door, principalOf, `${url}/fhir/R4`),
    findEncounters: findEncountersAt(door, principalOf, `${url}/fhir/R4`),
    record: (event, person) => recordSignIn(door, event, person),
    onFault,
    secretKeys: await secretKeys(settings),
    onClosedSecrets,
    freshSignIn: settings.freshSignIn,
    idleMinutes: settings.idleMinutes,
    ...(issuer !== undefined &&
      clientId !== undefined && {
        upstream: { issuer, clientId, clientSecret, name: settings.ssoName, roles: settings.ssoRoles },
      }),
  });
}

/** Puts the parts of sign-in together on one database, for one server process. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Account } from './accounts/account.ts';
import { findAccount } from './accounts/accounts.ts';
import { type Authenticated, authenticate, tokenFinder } from './authenticate.ts';
import { openDatabase, openTokens } from './database.ts';
import { sealAll } from './keys/seal-all.ts';
import { cookieSecret } from './keys/signing-keys.ts';
import { openVault } from './keys/vault.ts';
import type { FindEncounters, FindPatients, SignInEvent, SignInParts } from './parts.ts';
import { keepProvider } from './provider/keep-provider.ts';
import { ownClientsAt } from './provider/own-clients.ts';
import { addAccountRoutes } from './routes/account-routes.ts';
import { takeForms } from './routes/forms.ts';
import { addLaunchRoute } from './routes/launch-routes.ts';
import { addLinkRoutes } from './routes/link-routes.ts';
import { addOidcRoutes } from './routes/oidc-routes.ts';
import { addSignInRoutes } from './routes/sign-in-routes.ts';
import { addSmartConfiguration } from './routes/smart-configuration.ts';
import { addUpstreamRoutes } from './routes/upstream-routes.ts';
import { type IdleMinutes, idleLimits } from './sessions/idle-limits.ts';
import { type UpstreamSettings, upstreamOf } from './upstream/upstream.ts';

export interface SignInOptions {
  readonly connectionString: string;
  /** Base address of the server as browsers know it, without a slash at its end. */
  readonly url: string;
  readonly findPatients: FindPatients;
  readonly findEncounters: FindEncounters;
  /** Told of every sign-in, refusal and change, for the access log. */
  readonly record: (event: SignInEvent, person: Account | undefined) => Promise<void>;
  /** Told of faults of ours. */
  readonly onFault: (error: unknown) => void;
  /** Seconds for which a sign-in is fresh: changes of the own account ask for one. Default: 300. */
  readonly freshSignIn?: number;
  /** Minutes without a request after which a session ends; absent: the usual ones. */
  readonly idleMinutes?: IdleMinutes;
  readonly upstream?: UpstreamSettings;
  /** Encrypt secrets in the database: the first seals, all open. At least 32 characters each. */
  readonly secretKeys: readonly string[];
  /** Told how many secrets none of the keys opens. */
  readonly onClosedSecrets: (count: number) => void;
}

export interface SignIn {
  /** Adds everything below `/auth` and the discovery documents. */
  register(app: FastifyInstance): Promise<void>;
  /** Who an `Authorization` header is for. */
  authenticate(authorization: string | undefined): Promise<Authenticated>;
  close(): Promise<void>;
}

/** Opens connections; keys are made when there are none. */
export async function createSignIn(options: SignInOptions): Promise<SignIn> {
  const { url, onFault } = options;
  const database = openDatabase(options.connectionString);
  const { query } = database;
  const tokens = openTokens(options.connectionString);
  const findToken = tokenFinder(tokens.query);
  const idleLimit = idleLimits(options.idleMinutes);
  const fhirBase = `${url}/fhir/R4`;
  const vault = openVault(options.secretKeys);
  const closed = await sealAll(database, vault);
  if (closed > 0) options.onClosedSecrets(closed);
  const cookieKey = await cookieSecret(query, vault);
  const record = async (event: SignInEvent) =>
    options.record(event, event.account === undefined ? undefined : await findAccount(query, event.account));
  const known = (authorization: string | undefined) =>
    authenticate({ query, findToken, idleLimit }, authorization, fhirBase);
  const current = await keepProvider(
    { query, url, fhirBase, cookieKey, idleLimit, record, authenticate: known, ownClients: ownClientsAt(url) },
    { database, vault, onFault },
  );
  const parts: SignInParts = {
    database,
    url,
    fhirBase,
    findToken,
    cookieKey,
    vault,
    provider: current.provider,
    findPatients: options.findPatients,
    findEncounters: options.findEncounters,
    record,
    idleLimit,
    freshFor: (options.freshSignIn ?? 300) * 1000,
    ...(options.upstream && { upstream: upstreamOf(options.upstream, url) }),
  };
  return {
    register: (app) => register(app, parts),
    authenticate: known,
    close: async () => {
      current.stop();
      await Promise.all([database.close(), tokens.close()]);
    },
  };
}

const script = readFileSync(new URL('./pages/passkey.js', import.meta.url), 'utf8');

async function register(app: FastifyInstance, parts: SignInParts): Promise<void> {
  addSmartConfiguration(app, parts);
  await app.register(async (scope) => addOidcRoutes(scope, parts));
  await app.register(async (scope) => {
    takeForms(scope);
    addSignInRoutes(scope, parts);
    addLinkRoutes(scope, parts);
    addAccountRoutes(scope, parts);
    addLaunchRoute(scope, parts);
    if (parts.upstream) addUpstreamRoutes(scope, parts, parts.upstream);
    scope.get('/auth/assets/passkey.js', (_request, reply) => {
      reply
        .type('text/javascript; charset=utf-8')
        .headers({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' })
        .send(script);
    });
  });
}

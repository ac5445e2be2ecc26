/** Who a bearer token is for. https://www.rfc-editor.org/rfc/rfc6750 */
import { sql } from '@charthouse/fhir-search';
import type { AccountKind } from './accounts/account.ts';
import { rolesNow } from './accounts/accounts.ts';
import type { Query } from './database.ts';
import type { Known } from './known.ts';
import { sharedLookUps } from './look-ups.ts';
import { authenticationClasses } from './provider/authentication-class.ts';
import { remembered } from './remembered.ts';
import { hashOf } from './secrets.ts';
import type { IdleLimit } from './sessions/idle-limits.ts';
import { noteEvery, noteUse } from './sessions/session-use.ts';

export type Refused = 'none' | 'invalid' | 'idle';

export type Authenticated = { readonly known: Known } | { readonly refused: Refused };

export interface TokenRow {
  readonly hash: string;
  readonly scope: string | null;
  readonly client: string;
  readonly aud: string | null;
  readonly extra: { patient?: string; encounter?: string; acr?: string; auth_time?: number } | null;
  readonly session: string | null;
  /** Milliseconds since the session was used; absent: it ended. */
  readonly idle: number | null;
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly fhir_user: string | null;
  readonly roles: string[];
  readonly facilities: string[] | null;
  readonly glass: { patient: string; reason: string; purpose: string; until: number } | null;
}

export interface AuthenticateParts {
  readonly query: Query;
  readonly findToken: FindToken;
  readonly idleLimit: IdleLimit;
}

/** By its hash; undefined: there is none that is good. */
export type FindToken = (hash: string) => Promise<TokenRow | undefined>;

/** `query`: short statements on keys, planned once. */
export function tokenFinder(query: Query): FindToken {
  return sharedLookUps(
    async (hashes) => new Map((await query<TokenRow>(tokenStatement(hashes))).map((row) => [row.hash, row])),
  );
}

/** `audience`: address of the FHIR API, which the token has to be for. */
export async function authenticate(
  { query, findToken, idleLimit }: AuthenticateParts,
  authorization: string | undefined,
  audience: string,
): Promise<Authenticated> {
  const token = /^bearer +([A-Za-z\d._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  if (authorization === undefined || authorization === '') return { refused: 'none' };
  const row = token === undefined ? undefined : await findToken(hashOf(token));
  if (!row || row.aud !== audience) return { refused: 'invalid' };
  if (row.session !== null) {
    if (row.idle === null) return { refused: 'invalid' };
    if (row.idle > idleLimit(row.roles)) return { refused: 'idle' };
    if (row.idle > noteEvery * 1000) await noteUse(query, row.session, row.id);
  }
  return { known: knownBy(row) };
}

/** The tokens with their accounts, if nobody took back either; their sessions, where they end with one. */
const tokenStatement = (hashes: readonly string[]) => sql`
  select t.id_hash as hash, t.payload ->> 'scope' as scope, t.client, t.payload ->> 'aud' as aud, t.payload -> 'extra' as extra,
    s.session, extract(epoch from now() - u.last_use)::float8 * 1000 as idle,
    a.id, a.name, a.kind, a.fhir_user, ${rolesNow} as roles, a.facilities, (
      select jsonb_build_object('patient', g.patient, 'reason', g.reason, 'purpose', g.purpose, 'until', extract(epoch from g.until) * 1000)
      from break_glass g where g.account = a.id and g.client = t.client and g.ended is null and g.until > now()
      order by g.opened desc limit 1) as glass
  from unnest(${hashes}::text[]) n(hash)
    join oidc t on t.model in ('AccessToken', 'ClientCredentials') and t.id_hash = n.hash and t.expires > now()
    cross join lateral (select case when (t.payload ->> 'expiresWithSession')::boolean then t.payload ->> 'sessionUid' end as session) s
    left join session_use u on u.uid = s.session and exists (
      select from oidc o where o.uid = s.session and o.model = 'Session' and o.expires > now())
    left join client c on c.id = t.client
    join account a on a.id = coalesce(t.payload ->> 'accountId', c.account::text)::uuid
  where a.disabled is null and c.revoked is null`;

/** The same object as long as the row says the same: what others make of somebody can be kept with it. */
const knownBy = remembered(knownOf);

function knownOf({ id, name, kind, roles, scope, client, extra, fhir_user: fhirUser, ...row }: TokenRow): Known {
  const { facilities, glass } = row;
  return {
    user: id,
    name,
    kind,
    roles,
    client,
    scopes: (scope ?? '').split(' ').filter(Boolean),
    twoFactors: extra?.acr === authenticationClasses.twoFactors,
    ...(fhirUser !== null && { fhirUser }),
    ...(extra?.patient !== undefined && { patient: extra.patient }),
    ...(extra?.encounter !== undefined && { encounter: extra.encounter }),
    ...(facilities !== null && { facilities }),
    ...(glass && { breakGlass: { ...glass, until: Math.floor(glass.until) } }),
    ...(extra?.auth_time !== undefined && { authenticated: extra.auth_time * 1000 }),
  };
}

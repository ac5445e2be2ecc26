/** What the routes of sign-in are made of. */
import type { Provider } from 'oidc-provider';
import type { FindToken } from './authenticate.ts';
import type { Database } from './database.ts';
import type { Vault } from './keys/vault.ts';
import type { Known } from './known.ts';
import type { Choice } from './pages/consent-page.ts';
import type { IdleLimit } from './sessions/idle-limits.ts';
import type { Upstream } from './upstream/upstream.ts';

/** What happened, for the access log. */
export interface SignInEvent {
  readonly action:
    | 'signed in'
    | 'signed out'
    | 'refused'
    | 'made to wait'
    | 'password set'
    | 'factor added'
    | 'factor removed'
    | 'let in'
    | 'app stopped'
    | 'launched';
  /** Id of the account; absent: nobody's. */
  readonly account?: string;
  readonly client?: string;
  /** Network address. */
  readonly address: string;
  /** Methods of RFC 8176, or what was added or removed. */
  readonly means?: readonly string[];
}

/** Looks for patients whom a person may see; an empty text: none. */
export type FindPatients = (person: Known, search: { text: string } | { id: string }) => Promise<Choice[]>;

/** Visits of a patient that a person may see, newest first; with an id that one only. */
export type FindEncounters = (person: Known, search: { patient: string; id?: string }) => Promise<Choice[]>;

export interface SignInParts {
  readonly database: Database;
  /** Base address of the server, without a slash at its end. */
  readonly url: string;
  readonly fhirBase: string;
  readonly findToken: FindToken;
  readonly cookieKey: string;
  readonly vault: Vault;
  /** That of this moment. */
  readonly provider: () => Provider;
  readonly findPatients: FindPatients;
  readonly findEncounters: FindEncounters;
  /** Rejects when it cannot be written down: then it does not happen. */
  readonly record: (event: SignInEvent) => Promise<void>;
  readonly idleLimit: IdleLimit;
  /** Milliseconds for which a sign-in is fresh. */
  readonly freshFor: number;
  readonly upstream?: Upstream;
}

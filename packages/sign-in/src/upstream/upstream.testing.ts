/** Another OpenID provider, of an organisation, for tests. */
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

export interface Organisation {
  readonly issuer: string;
  /** What it says of each person, by the name they sign in with. */
  readonly people: Map<string, Record<string, unknown>>;
  /** Begins to answer, once it knows where people return to. */
  begin(redirect: string): void;
  close(): Promise<void>;
}

export const clientSecret = 'a-secret-between-two-servers-of-this-test';

export async function organisation(): Promise<Organisation> {
  const people: Organisation['people'] = new Map();
  let answer: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => void answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  const names = { session: 'org_session', interaction: 'org_interaction', resume: 'org_resume' };
  return {
    issuer,
    people,
    begin(redirect) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: 'charthouse', client_secret: clientSecret, redirect_uris: [redirect] }],
        scopes: ['openid', 'email', 'profile'],
        claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
        conformIdTokenClaims: false,
        cookies: { keys: ['a key of the test'], names },
        findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
      });
      answer = provider.callback();
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

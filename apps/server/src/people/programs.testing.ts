/** Programs with an identity of their own, for tests, and the tokens that the server gives them. */
import { addClient, changeRoles, findClient, openDatabase } from '@charthouse/sign-in/people';

export interface Service {
  readonly id: string;
  readonly secret: string;
}

/** Registered with a secret. */
export async function addService(databaseUrl: string, scopes: string): Promise<Service> {
  const people = openDatabase(databaseUrl, 1);
  try {
    const client = { name: 'Program', kind: 'service', scopes, redirectUris: [], by: 'test' } as const;
    const { id, secret = '' } = await addClient(people.query, client);
    const account = (await findClient(people.query, id))?.account;
    if (account) await changeRoles(people.query, account, { grant: ['application'], by: 'test' });
    return { id, secret };
  } finally {
    await people.close();
  }
}

export async function serviceToken(url: string, { id, secret }: Service, scope: string) {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  return (await answer.json()) as { access_token: string; scope?: string; error?: string };
}

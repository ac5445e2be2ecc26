/** Accounts and clients that sign in to a server of the benchmark. */
import {
  addAccount,
  addClient,
  changeRoles,
  findByEmail,
  findClient,
  openDatabase,
  setPassword,
} from '@charthouse/sign-in/people';
import { withClient } from './records.ts';

export const password = 'nine green bottles on a wall';
export const redirectUri = 'http://localhost:9/app';

export interface People {
  /** Id of the app that people sign in to. */
  readonly app: string;
  /** A service to which nothing is hidden. */
  readonly feed: { readonly id: string; readonly secret: string };
  /** Addresses of clinicians, the first of them those who have patients in care, or of others by their role. All have the same password. */
  readonly emails: readonly string[];
}

export async function addPeople(url: string, count: number, role = 'clinician'): Promise<People> {
  const { query, close } = openDatabase(url, 1);
  try {
    const emails = Array.from({ length: count }, (_, n) => `clinician-${n}@example.org`);
    for (const [n, email] of emails.entries()) {
      const fhirUser = `Practitioner/bench-${n}`;
      await addAccount(query, {
        kind: 'staff',
        email,
        name: `Clinician ${n}`,
        roles: [role],
        fhirUser,
        by: 'bench',
      });
    }
    const first = await findByEmail(query, emails[0] ?? '');
    if (first) await setPassword(query, first, password);
    await withClient(url, (client) =>
      client.query(
        `update account a set password_hash = f.password_hash, password_set = f.password_set from account f
         where f.email = $1 and a.kind = 'staff'`,
        [emails[0]],
      ),
    );
    const app = await addClient(query, {
      ...{
        name: 'Bench',
        kind: 'public',
        scopes: 'openid fhirUser user/*.cruds',
        redirectUris: [redirectUri],
        by: 'bench',
      },
    });
    const feed = await addClient(query, {
      ...{ name: 'Feed', kind: 'service', scopes: 'system/*.cruds', redirectUris: [], by: 'bench' },
    });
    const account = (await findClient(query, feed.id))?.account;
    if (account !== undefined) await changeRoles(query, account, { grant: ['feed'], by: 'bench' });
    return { app: app.id, feed: { id: feed.id, secret: feed.secret ?? '' }, emails };
  } finally {
    await close();
  }
}

/** The first start makes one administrator, who adds everybody else. */
import {
  addAccount,
  type Database,
  findByEmail,
  listAccounts,
  makeLink,
  openDatabase,
} from '@charthouse/sign-in/people';
import type { Settings } from '../settings/settings.ts';
import { linkAddress } from './link-address.ts';

/** The address they sign in with; it needs no mailbox. */
const firstEmail = 'administrator@localhost';

export interface FirstAdministrator {
  readonly email: string;
  /** To choose a password, once. */
  readonly link: string;
}

/** Undefined when somebody can sign in as administrator already. Until then each start makes a new link. */
export async function firstAdministrator(
  settings: Settings,
  databaseUrl: string,
): Promise<FirstAdministrator | undefined> {
  const database = openDatabase(databaseUrl, 1);
  try {
    return await makeFirst(database, settings);
  } finally {
    await database.close();
  }
}

function makeFirst({ transaction }: Database, settings: Settings): Promise<FirstAdministrator | undefined> {
  return transaction(async (query) => {
    const administrators = (await listAccounts(query)).filter(
      ({ roles, disabled }) => roles.includes('administrator') && disabled === undefined,
    );
    if (administrators.some(({ email, hasPassword }) => hasPassword || email !== firstEmail)) return undefined;
    const known = await findByEmail(query, firstEmail);
    const id =
      known?.id ??
      (await addAccount(query, {
        kind: 'staff',
        email: firstEmail,
        name: 'Administrator',
        roles: ['administrator'],
        by: 'first start',
      }));
    return { email: firstEmail, link: linkAddress(settings, await makeLink(query, id)) };
  });
}

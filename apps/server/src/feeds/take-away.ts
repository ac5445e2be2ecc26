/** Does what `revoke` says: the account loses its roles and sessions, and the task says so. What was done once is not done again. */
import type { Resource } from '@charthouse/fhir-model';
import { type Account, changeRoles, endSessions, listAccounts } from '@charthouse/sign-in/people';
import { type FeedParts, feedPrincipal } from './feed.ts';
import { changeCall } from './settle-feed.ts';
import { factOf, inputType } from './wanted-work.ts';

/** @param tasks of recertification, in any state */
export async function takeAway(tasks: readonly Resource[], parts: FeedParts): Promise<void> {
  const revoked = tasks.filter(({ status, output }) => status === 'rejected' && output === undefined);
  for (const task of revoked) {
    const words = await revoke(task, parts);
    const output = [{ type: inputType('taken-away'), valueString: words }];
    await parts.door.writeAll({ calls: [changeCall({ ...task, output })], literals: [], base: '' }, feedPrincipal);
  }
}

async function revoke(task: Resource, { people, door, log }: FeedParts): Promise<string> {
  const accounts = await listAccounts(people.query);
  const account = accounts.find(({ id }) => id === factOf(task, 'account'));
  if (!account || account.roles.length === 0) return 'It had no rights any more.';
  if (isLastAdministrator(account, accounts)) {
    log.warn({ task: task.id }, 'the rights of the last administrator are not taken away');
    return 'Nothing: it is the last administrator. Make somebody else one first.';
  }
  const by = `Task/${task.id}`;
  await people.transaction(async (query) => {
    await changeRoles(query, account.id, { takeBack: account.roles, by });
    await endSessions(query, account.id);
  });
  const note = `account ${account.id} is without roles, was ${account.roles.join(', ')}: ${by}`;
  await door.recordEvent({ action: 'role-change', note }, feedPrincipal);
  return `Roles: ${account.roles.join(', ')}. Sessions ended.`;
}

function isLastAdministrator(account: Account, accounts: readonly Account[]): boolean {
  const can = ({ roles, disabled }: Account) => roles.includes('administrator') && disabled === undefined;
  return can(account) && accounts.filter(can).length === 1;
}

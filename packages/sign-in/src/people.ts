/** Accounts and clients without what serves them: for the command line, which should start quickly. */
export type { Account, AccountKind } from './accounts/account.ts';
export {
  addAccount,
  changeRoles,
  disableAccount,
  endSessions,
  findByEmail,
  listAccounts,
} from './accounts/accounts.ts';
export { makeLink } from './accounts/one-time-links.ts';
export type { Client } from './clients/client.ts';
export { addClient, findClient, listClients, revokeClient } from './clients/clients.ts';
export { type Database, openDatabase, type Query } from './database.ts';
export { removeFactors } from './factors/remove-factors.ts';
export { forgetPassword, setPassword } from './passwords/set-password.ts';
export { SignInRefusal } from './refusal.ts';

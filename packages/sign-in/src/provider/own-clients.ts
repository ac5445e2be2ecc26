/** Parts of this product that people sign in to: public clients below our own address, which ask nobody for consent. */
import { accountClient } from '../routes/own-session.ts';
import type { OwnClients } from './adapter.ts';
import { clientMetadata } from './client-metadata.ts';

/** The app at `/`. It keeps its tokens in memory; they end with the session, refresh tokens too (`online_access`). */
const workbench = {
  id: 'workbench',
  name: 'Charthouse',
  scopes: 'openid fhirUser profile online_access user/*.cruds',
  paths: ['/', '/signed-in'],
};

const account = { id: accountClient, name: 'your account', scopes: 'openid', paths: ['/auth/account'] };

export function ownClientsAt(url: string): OwnClients {
  const clients = [workbench, account].map(({ paths, ...client }) =>
    clientMetadata({ ...client, kind: 'own', created: 0, redirectUris: paths.map((path) => `${url}${path}`) }),
  );
  return Object.fromEntries(clients.map((client) => [client.client_id, client]));
}

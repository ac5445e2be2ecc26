/** `charthouse client`: apps and services that ask for access. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

const actions = ['add', 'list', 'revoke'];

export const clientCommand = command({
  name: 'client',
  summary: 'Register apps and services (SMART on FHIR), list and revoke them',
  arguments: { usage: 'add | list | revoke ID', least: 1, most: 2 },
  details: [
    'With --redirect it is an app that people sign in to: public, or with --confidential one that keeps a secret (printed once) or,',
    'with --jwks, a key. Without --redirect it is a service that acts by itself and has system scopes. It proves who it is with a key,',
    'when --jwks names a JWK set with its public keys (RS384 or ES384): SMART Backend Services; else with a secret (printed once, with',
    'how to begin). --scope is the most it may ask for, in the words of SMART App Launch 2.',
    'revoke ends every token of the client at once. Works with and without a running server.',
  ].join('\n'),
  examples: [
    'charthouse client add --name Growth --scope "openid launch/patient patient/*.rs" --redirect https://app.example.org/ --json',
    'charthouse client add --name "First steps" --scope "system/*.cruds"',
    'charthouse client add --name "Nightly export" --scope "system/*.rs" --jwks keys.json --json',
    'charthouse client revoke 2f6c1a52-5a0e-4d5e-9f3c-0e3f4c1e0b7a',
  ],
  options: {
    name: { type: 'string', value: 'NAME', help: 'add: what people see when they let it in' },
    scope: { type: 'string', value: 'SCOPES', help: 'add: scopes it may ask for, separated by blanks' },
    redirect: {
      type: 'string',
      value: 'URI',
      multiple: true,
      help: 'add: where people return to; may be given several times',
    },
    launch: { type: 'string', value: 'URI', help: 'add: where an EHR launch of the app begins' },
    jwks: { type: 'string', value: 'FILE', help: 'add: public keys it proves itself with' },
    role: {
      type: 'string',
      value: 'R',
      multiple: true,
      help: 'add: a role of a service (default: application); may be given several times',
    },
    confidential: { type: 'boolean', help: 'add: an app with a server of its own, which keeps a secret' },
  },
  async run({ values, positionals: [action = '', id], settings, report }) {
    const see = 'See `charthouse client --help`.';
    if (!actions.includes(action))
      throw wrongUsage(
        `\`charthouse client\` does not understand \`${action}\`: ${actions.join(', ')} are known. ${see}`,
      );
    const clients = await import('../people/clients.ts');
    if (action === 'revoke') {
      if (!id) throw wrongUsage(`\`charthouse client revoke\` needs ID. \`charthouse client list\` shows it. ${see}`);
      return clients.revoke(id, { settings, report });
    }
    if (id) throw wrongUsage(`\`charthouse client ${action}\` does not understand \`${id}\`. ${see}`);
    if (action === 'list') return clients.list({ settings, report });
    const { name, scope, redirect, launch, jwks, role, confidential } = values;
    if (!name || !scope) throw wrongUsage(`\`charthouse client add\` needs --name and --scope. ${see}`);
    const client = {
      name,
      scopes: scope,
      redirectUris: redirect,
      launchUrl: launch,
      keys: jwks,
      roles: role,
      confidential,
    };
    return clients.add(client, { settings, report });
  },
});

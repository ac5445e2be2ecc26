/** `charthouse user`: who may sign in. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

const actions = ['add', 'list', 'roles', 'disable', 'reset'];

export const userCommand = command({
  name: 'user',
  summary: 'Add people who sign in, list and change them, give them a new link',
  arguments: { usage: 'add | list | roles EMAIL | disable EMAIL | reset EMAIL', least: 1, most: 2 },
  details: [
    'add prints a link with which the person chooses a password, once, within a day; with --password-stdin the password is the',
    'first line of standard input. Every account is one person: there are no shared ones, and programs have clients (charthouse',
    'client). roles gives the account exactly the roles named, from its next request on; docs/access.md says what each may.',
    'disable ends every session and token of the account at once; what it did stays on record. reset prints a new link and ends',
    'the password and every session; with --factors it also removes passkeys, authenticator app and recovery codes, for somebody',
    'who lost them. Works with and without a running server.',
  ].join('\n'),
  examples: [
    'charthouse user add --email ada@example.org --name "Ada Okafor" --role clinician --fhir-user Practitioner/17',
    'charthouse user list --json',
    'charthouse user roles ada@example.org --role clinician --role coder',
    'charthouse user reset ada@example.org --factors',
  ],
  options: {
    email: { type: 'string', value: 'E', help: 'add: address to sign in with' },
    name: { type: 'string', value: 'N', help: 'add: name of the person' },
    role: { type: 'string', value: 'R', multiple: true, help: 'add, roles: a role; may be given several times' },
    'fhir-user': {
      type: 'string',
      value: 'REF',
      help: 'add: who this is in the record, such as Practitioner/17 or Patient/42',
    },
    facility: {
      type: 'string',
      value: 'REF',
      multiple: true,
      help: 'add: organization whose records they see; may be given several times (default: by their PractitionerRoles)',
    },
    'password-stdin': { type: 'boolean', help: 'add: read the password from standard input' },
    factors: { type: 'boolean', help: 'reset: also remove passkeys, authenticator app and recovery codes' },
  },
  async run({ values, positionals: [action = '', address], settings, report }) {
    const see = 'See `charthouse user --help`.';
    if (!actions.includes(action))
      throw wrongUsage(
        `\`charthouse user\` does not understand \`${action}\`: ${actions.join(', ')} are known. ${see}`,
      );
    const users = await import('../people/users.ts');
    if (action === 'disable' || action === 'reset') {
      if (!address) throw wrongUsage(`\`charthouse user ${action}\` needs EMAIL. ${see}`);
      const change = { email: address, factors: values.factors };
      return action === 'disable'
        ? users.disableUser(change, { settings, report })
        : users.resetUser(change, { settings, report });
    }
    if (action === 'roles') {
      if (!address || values.role.length === 0)
        throw wrongUsage(`\`charthouse user roles\` needs EMAIL and --role. ${see}`);
      return users.changeRolesOf({ email: address, roles: values.role }, { settings, report });
    }
    if (address) throw wrongUsage(`\`charthouse user ${action}\` does not understand \`${address}\`. ${see}`);
    if (action === 'list') return users.listUsers({ settings, report });
    const { email, name, role, 'fhir-user': fhirUser, facility, 'password-stdin': fromInput } = values;
    if (!email || !name || role.length === 0)
      throw wrongUsage(`\`charthouse user add\` needs --email, --name and --role. ${see}`);
    return users.addUser({ email, name, roles: role, fhirUser, facilities: facility, fromInput }, { settings, report });
  },
});

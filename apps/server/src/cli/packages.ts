/** `charthouse packages`: the profiles, value sets and other definitions of FHIR packages, for validation. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const packagesCommand = command({
  name: 'packages',
  summary: 'Load FHIR packages (implementation guides) to validate with',
  arguments: { usage: 'add PATH… | list | remove NAME[#VERSION]…', least: 1, most: Number.POSITIVE_INFINITY },
  details: [
    'PATH is the .tgz file of a FHIR package as its publisher offers it, or a folder with its package.json. Guides are',
    'offered at packages.fhir.org and on the pages of their publishers; this program never downloads them.',
    'Its definitions are kept in the record (and its backups), examples are not; snapshots are made where profiles have none.',
    'Versions of one package stand side by side: an address without a version means the newest. What a package needs and is not',
    'loaded is said. Works with and without a running server, which uses what changes at once: `$validate` always, writes with',
    'CHARTHOUSE_VALIDATION=profiles. With --search the active search parameters become SearchParameter resources of the record, under',
    'their own ids: a job indexes what is stored, then they can be searched by. Those of FHIR itself are left out. What cannot be',
    'indexed is refused with why (exit code 1), the rest is taken. When the package is removed they stay and are named;',
    'remove --search deletes them, too.',
    'Definitions that have no snapshot, and of which none can be made, are named; the exit code is 1 then, too.',
  ].join('\n'),
  examples: [
    'charthouse packages add hl7.fhir.us.core-6.1.0.tgz',
    'charthouse packages add --search guide.tgz',
    'charthouse packages list --json',
    'charthouse packages remove hl7.fhir.us.core#6.1.0',
  ],
  options: {
    search: {
      type: 'boolean',
      help: 'add: also search by the search parameters of the packages; remove: delete those',
    },
    force: { type: 'boolean', help: 'remove a package although others need it' },
  },
  async run({ values, positionals: [action = '', ...rest], settings, report }) {
    const see = 'See `charthouse packages --help`.';
    if (values.search && action === 'list')
      throw wrongUsage(`\`--search\` is for \`charthouse packages add\` and \`remove\`. ${see}`);
    if (action === 'list') {
      if (rest.length > 0) throw wrongUsage(`\`charthouse packages list\` does not understand \`${rest[0]}\`. ${see}`);
      const { listPackages } = await import('../packages/show-packages.ts');
      return listPackages({ settings, report });
    }
    if (action !== 'add' && action !== 'remove')
      throw wrongUsage(
        `\`charthouse packages\` does not understand \`${action}\`: add, list and remove are known. ${see}`,
      );
    if (rest.length === 0)
      throw wrongUsage(`\`charthouse packages ${action}\` needs ${action === 'add' ? 'PATH' : 'NAME'}. ${see}`);
    if (action === 'add') {
      const { addPackages } = await import('../packages/add-packages.ts');
      return addPackages({ paths: rest, search: values.search }, { settings, report });
    }
    const { removePackages } = await import('../packages/show-packages.ts');
    return removePackages({ names: rest, search: values.search, force: values.force }, { settings, report });
  },
});

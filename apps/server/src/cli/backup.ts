/** `charthouse backup FILE`: everything the record holds, as it is at one moment, in one file. */
import { command } from '../command-line/command.ts';

export const backupCommand = command({
  name: 'backup',
  summary: 'Write the whole record, as it is at one moment, into one file',
  arguments: { usage: 'FILE', least: 1, most: 1 },
  details: [
    'Every version of every resource, the search index, jobs and the secrets of the record. The server may run and people may',
    'write meanwhile. The file is checked after writing and can be read by its owner only: keep it as safe as the record. An',
    'older one is replaced with --force only, when the new one is whole. `restore` brings it back, also into another PostgreSQL.',
  ].join('\n'),
  examples: ['charthouse backup /backups/charthouse-$(date +%F).backup'],
  options: { force: { type: 'boolean', help: 'replace FILE when there is one already' } },
  async run({ values, positionals: [file = ''], settings, report, signal }) {
    const { backUp } = await import('../backup/back-up.ts');
    return backUp({ file, force: values.force }, { settings, report, signal });
  },
});

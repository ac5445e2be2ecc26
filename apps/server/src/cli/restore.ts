/** `charthouse restore FILE`: brings a backup into an empty database. */
import { command } from '../command-line/command.ts';

export const restoreCommand = command({
  name: 'restore',
  summary: 'Bring a backup back, into an empty database',
  arguments: { usage: 'FILE', least: 1, most: 1 },
  details: [
    'Checks the whole file first, then loads it in one transaction: the database has the record of the backup afterwards, or is',
    'as it was. The access log only grows: accesses since the backup stay. Restores into the embedded PostgreSQL of',
    'CHARTHOUSE_DATA, or into DATABASE_URL. The server must not run.',
  ].join('\n'),
  examples: [
    'charthouse restore /backups/charthouse.backup',
    'CHARTHOUSE_DATA=/srv/drill charthouse restore /backups/charthouse.backup',
  ],
  options: {
    force: { type: 'boolean', help: 'replace the record that is in the database' },
    check: { type: 'boolean', help: 'only check that the file is whole' },
  },
  async run({ values, positionals: [file = ''], settings, report, signal }) {
    const { checkBackup, restoreBackup } = await import('../backup/restore-backup.ts');
    if (values.check) return checkBackup(file, report);
    return restoreBackup(file, values.force, { settings, report, signal });
  },
});

/** `charthouse migrate`: brings the database to the schema of this version; `start` does the same. */
import { command } from '../command-line/command.ts';
import { counted } from '../command-line/figures.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Bring the database to the schema of this version',
  details: [
    'Runs the migrations the database lacks, each in a transaction of its own, and verifies the schema afterwards. `start`',
    'does the same by itself. Refuses when a migration that ran was changed since, or when the schema was altered by hand.',
    'With --grant ROLE that database role gets what a server needs, and no more: run servers as it, and this command as the owner',
    'of the tables, after every upgrade. It then can neither alter tables nor change or delete what the access log and the ledger hold.',
    'With --dry-run nothing is changed; in an empty data folder no database is made.',
  ].join('\n'),
  examples: [
    'charthouse migrate --dry-run',
    'DATABASE_URL=postgresql://owner@db/charthouse charthouse migrate --grant charthouse_server',
  ],
  options: {
    'dry-run': { type: 'boolean', help: 'only say which migrations would run' },
    grant: { type: 'string', value: 'ROLE', help: 'a database role that is there already: it gets what servers need' },
  },
  async run({ values, settings, report }) {
    const { migrateDatabase } = await import('../database/migrate-database.ts');
    const { grant, 'dry-run': dryRun } = values;
    if (grant !== undefined && dryRun) throw wrongUsage('`--grant` changes the database: leave `--dry-run` away.');
    const done = await migrateDatabase(settings, { dryRun, grant });
    for (const name of done.migrations)
      report.say(`${dryRun ? 'would run' : 'ran'} ${name}`, { migration: name, dryRun });
    for (const object of done.unpromised) report.warn(`no migration made this, it is left alone: ${object}`);
    const count = done.migrations.length;
    const summary = count === 0 ? 'The database is up to date' : counted(count, 'migration');
    report.say(dryRun && count > 0 ? `${summary} would run` : summary, { migrations: count, dryRun });
    if (grant !== undefined) report.say(`The role ${grant} has what a server needs`, { granted: grant });
    return 0;
  },
});

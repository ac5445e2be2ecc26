/** `charthouse migrate`: brings the database to the schema of this version; `start` does the same. */
import { command } from '../command-line/command.ts';
import { counted } from '../command-line/figures.ts';

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Bring the database to the schema of this version',
  details: [
    'Runs the migrations the database lacks, each in a transaction of its own, and verifies the schema afterwards. `start`',
    'does the same by itself. Refuses when a migration that ran was changed since, or when the schema was altered by hand.',
    'With --dry-run nothing is changed; in an empty data folder no database is made.',
  ].join('\n'),
  examples: ['charthouse migrate --dry-run', 'DATABASE_URL=postgresql://me@db/charthouse charthouse migrate'],
  options: { 'dry-run': { type: 'boolean', help: 'only say which migrations would run' } },
  async run({ values, settings, report }) {
    const { migrateDatabase } = await import('../database/migrate-database.ts');
    const dryRun = values['dry-run'];
    const done = await migrateDatabase(settings, dryRun);
    for (const name of done.migrations)
      report.say(`${dryRun ? 'would run' : 'ran'} ${name}`, { migration: name, dryRun });
    for (const object of done.unpromised) report.warn(`no migration made this, it is left alone: ${object}`);
    const count = done.migrations.length;
    const summary = count === 0 ? 'The database is up to date' : counted(count, 'migration');
    report.say(dryRun && count > 0 ? `${summary} would run` : summary, { migrations: count, dryRun });
    return 0;
  },
});

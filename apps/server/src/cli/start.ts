/** `charthouse start`: runs the server. */
import { command } from '../command-line/command.ts';

export const startCommand = command({
  name: 'start',
  summary: 'Run the server: database, migrations, FHIR R4 API',
  details: [
    'Runs Charthouse until it is stopped (Ctrl-C or SIGTERM). Without DATABASE_URL it keeps its own PostgreSQL in the data',
    'folder (CHARTHOUSE_DATA, ./.charthouse). It listens on CHARTHOUSE_HOST and CHARTHOUSE_PORT (127.0.0.1, 8420).',
  ].join('\n'),
  examples: ['charthouse start', 'CHARTHOUSE_PORT=9000 CHARTHOUSE_WORKERS=4 charthouse start'],
  options: {},
  async run({ settings, report, signal }) {
    const { runServer } = await import('../serve/start.ts');
    await runServer({ settings, report, signal });
    return 0;
  },
});

/** `charthouse import PATH…`: brings FHIR resources from files into the record. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

/** Two transactions in flight use two cores best; more only wait for each other. */
const parallel = 2;

export const importCommand = command({
  name: 'import',
  summary: 'Import FHIR resources from files, folders or standard input',
  arguments: { usage: 'PATH…', least: 1, most: Number.POSITIVE_INFINITY },
  details: [
    'PATH is a file, a folder (with everything below it) or - for standard input. Files are JSON (one resource or bundle) or',
    'NDJSON (one per line), plain, gzip-compressed (.gz) or in a .zip archive. Works with and without a running server.',
    'Transaction bundles are carried out whole or not at all; of everything else, what is refused does not keep the rest out.',
    'Importing the same transaction bundles again makes the resources that they create (POST) a second time.',
    'A resource with an id keeps it and replaces one with the same id. What refers to a resource that comes later waits for it.',
    'Exit code 1 if anything was refused. After an interruption, the same command with --resume goes on where it stopped.',
  ].join('\n'),
  examples: [
    'charthouse import bundles/',
    'charthouse import --resume --report refused.ndjson export.zip',
    'zcat *.ndjson.gz | charthouse import -',
  ],
  options: {
    resume: {
      type: 'boolean',
      help: 'go on with the last import of the same paths; what is in the record already is left alone',
    },
    report: { type: 'string', value: 'FILE', help: 'write what was refused and why to FILE, one JSON object per line' },
    parallel: { type: 'string', value: 'N', help: `transactions at a time, 1 to 16; ${parallel} unless given` },
  },
  async run({ values, positionals, settings, report, signal }) {
    const lanes = Number(values.parallel ?? parallel);
    if (!Number.isInteger(lanes) || lanes < 1 || lanes > 16)
      throw wrongUsage('`--parallel` is a whole number from 1 to 16.');
    const { importFiles } = await import('../import/import-files.ts');
    return importFiles(
      { paths: positionals, resume: values.resume, reportFile: values.report, parallel: lanes },
      { settings, report, signal },
    );
  },
});

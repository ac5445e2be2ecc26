/** `charthouse validate PATH…`: says what is wrong with the resources in files. */
import { command } from '../command-line/command.ts';

export const validateCommand = command({
  name: 'validate',
  summary: 'Say what is wrong with the FHIR resources in files and folders',
  arguments: { usage: 'PATH…', least: 1, most: Number.POSITIVE_INFINITY },
  details: [
    'PATH is a file, a folder (with everything below it) or - for standard input, as for `import`: JSON or NDJSON, plain,',
    'gzip-compressed or in a .zip archive; also single resources as XML. Needs no server and no database. Every problem is',
    'one line: file, line, column, severity, FHIRPath of the element, and what is wrong. Exit code 1 if there are errors.',
  ].join('\n'),
  examples: ['charthouse validate patient.json', 'charthouse validate --warnings --json export/ > problems.ndjson'],
  options: {
    warnings: { type: 'boolean', help: 'say warnings too' },
    load: {
      type: 'string',
      value: 'PATH',
      multiple: true,
      help: 'profiles, extensions, value sets, code systems, questionnaires to check with',
    },
    profile: {
      type: 'string',
      value: 'URL',
      multiple: true,
      help: 'a loaded profile that each resource must keep',
    },
  },
  async run({ values, positionals, report, signal }) {
    const { validateFiles } = await import('../validate/validate-files.ts');
    return validateFiles({ ...values, profiles: values.profile, paths: positionals }, { report, signal });
  },
});

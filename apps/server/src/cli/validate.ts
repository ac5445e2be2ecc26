/** `charthouse validate PATH…`: says what is wrong with the resources in files; with `--stored`, with those in the record. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const validateCommand = command({
  name: 'validate',
  summary: 'Say what is wrong with FHIR resources in files, or in the record',
  arguments: { usage: '[PATH… | --stored]', least: 0, most: Number.POSITIVE_INFINITY },
  details: [
    'PATH is a file, a folder (with everything below it) or - for standard input, as for `import`: JSON or NDJSON, plain,',
    'gzip-compressed or in a .zip archive; also single resources as XML. Needs no server and no database. Every problem is',
    'one line: file, line, column, severity, FHIRPath of the element, and what is wrong. Exit code 1 if there are errors.',
    'With --stored everything current in the record is checked, with the packages that are loaded, references too: counts by rule and source.',
    'That is a job (see `charthouse jobs`); works with and without a running server.',
  ].join('\n'),
  examples: [
    'charthouse validate patient.json',
    'charthouse validate --warnings --json export/ > problems.ndjson',
    'charthouse validate --stored --type Observation',
  ],
  options: {
    warnings: { type: 'boolean', help: 'say warnings too' },
    load: {
      type: 'string',
      value: 'PATH',
      multiple: true,
      help: 'profiles, extensions, value sets, code systems, questionnaires to check with; also a FHIR package (.tgz)',
    },
    profile: {
      type: 'string',
      value: 'URL',
      multiple: true,
      help: 'a loaded profile that each resource must keep',
    },
    stored: { type: 'boolean', help: 'check what is stored in the record' },
    type: {
      type: 'string',
      value: 'TYPE',
      multiple: true,
      help: 'with --stored: only this resource type; may be given several times',
    },
    resume: { type: 'boolean', help: 'with --stored: go on with the last check that did not come to its end' },
  },
  async run({ values, positionals, settings, report, signal }) {
    const see = 'See `charthouse validate --help`.';
    const { stored, type: types, resume } = values;
    if (stored) {
      if (positionals.length > 0 || values.load.length > 0)
        throw wrongUsage(
          `\`--stored\` checks the record with the packages that are loaded: give no PATH and no \`--load\`. ${see}`,
        );
      const { isResourceType } = await import('@charthouse/fhir-model/definitions');
      const unknown = types.find((type) => !isResourceType(type));
      if (unknown !== undefined) throw wrongUsage(`\`${unknown}\` is no FHIR R4 resource type.`);
      const { validateStored } = await import('../quality/validate-stored.ts');
      const wanted = { types, warnings: values.warnings, profiles: values.profile, resume };
      return validateStored(wanted, { settings, report, signal });
    }
    if (types.length > 0 || resume) throw wrongUsage(`\`--type\` and \`--resume\` go with \`--stored\`. ${see}`);
    if (positionals.length === 0) throw wrongUsage(`\`charthouse validate\` needs PATH… or \`--stored\`. ${see}`);
    const { validateFiles } = await import('../validate/validate-files.ts');
    return validateFiles({ ...values, profiles: values.profile, paths: positionals }, { report, signal });
  },
});

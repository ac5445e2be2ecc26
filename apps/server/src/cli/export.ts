/** `charthouse export --to DIR`: the current resources as NDJSON. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const exportCommand = command({
  name: 'export',
  summary: 'Write the current resources as NDJSON, one file per type',
  details: [
    'Every resource as it is stored, byte for byte, at one moment; history and deleted resources are in a `backup`, not here.',
    'The folder gets TYPE.ndjson files and, when all are complete, manifest.json with counts and SHA-256 hashes. After an',
    'interruption --resume keeps the finished files; the others are then of a later moment, as the manifest says.',
    'Whoever may run it at this machine gets everything: no role, label or consent narrows it. The access log has who (the user of the',
    'operating system), when, which types, how many and the hash of the manifest.',
  ].join('\n'),
  examples: ['charthouse export --to /data/export', 'charthouse export --to patients --type Patient --type Coverage'],
  options: {
    to: { type: 'string', value: 'DIR', help: 'the folder to write to: new or empty' },
    type: {
      type: 'string',
      value: 'TYPE',
      multiple: true,
      help: 'only this resource type; may be given several times',
    },
    resume: { type: 'boolean', help: 'go on with an export that was interrupted in this folder' },
  },
  async run({ values, settings, report, signal }) {
    const { to: folder, type: types, resume } = values;
    if (folder === undefined) throw wrongUsage('`charthouse export` needs `--to DIR`.');
    const { isResourceType } = await import('@charthouse/fhir-model/definitions');
    const unknown = types.find((type) => !isResourceType(type));
    if (unknown !== undefined) throw wrongUsage(`\`${unknown}\` is no FHIR R4 resource type.`);
    const { exportFiles } = await import('../export/export-files.ts');
    return exportFiles({ folder, types, resume }, { settings, report, signal });
  },
});

/** `charthouse prove Type/id`: a proof in a file that a version, or an access, is in the ledger. docs/ledger.md */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const proveCommand = command({
  name: 'prove',
  summary: 'Prove in a file that a version, or an access, was recorded unaltered',
  arguments: { usage: 'TYPE/ID[/_history/VERSION]', least: 1, most: 1 },
  details: [
    'The proof holds the version, its place in the ledger and a signed checkpoint, with the cosignatures of witnesses where there',
    'are some; `charthouse verify --bundle` checks it without a database, as does the page /log/verify. Without a version: the',
    'current one. AuditEvent/ID proves a row of the access log. The file holds the record: hand it only to who may read that.',
  ].join('\n'),
  examples: [
    'charthouse prove Patient/42 --out patient-42.proof',
    'charthouse prove Observation/7/_history/2 > observation.proof',
    'charthouse prove DocumentReference/9 --out d9.proof --print d9.html',
  ],
  options: {
    out: { type: 'string', value: 'FILE', help: 'write to FILE instead of standard output' },
    print: { type: 'string', value: 'FILE', help: 'write a page to print, for a release of information (HTML)' },
  },
  async run({ values, positionals: [reference = ''], settings, report }) {
    const [, type, id, version] = /^([A-Z]\w*)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/(\d{1,9}))?$/.exec(reference) ?? [];
    if (type === undefined || id === undefined)
      throw wrongUsage(`\`${reference}\` is no TYPE/ID or TYPE/ID/_history/VERSION. See \`charthouse prove --help\`.`);
    const { writeProof } = await import('../ledger/write-proof.ts');
    const wanted = { type, id, version: version === undefined ? undefined : Number(version) };
    return writeProof(wanted, { out: values.out, print: values.print, settings, report });
  },
});

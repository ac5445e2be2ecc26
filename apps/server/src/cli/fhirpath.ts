/** `charthouse fhirpath EXPR FILE`: what an expression gives on a resource. */
import { command } from '../command-line/command.ts';

export const fhirpathCommand = command({
  name: 'fhirpath',
  summary: 'Evaluate a FHIRPath expression on a resource in a file',
  arguments: { usage: 'EXPR FILE', least: 2, most: 2 },
  details: [
    'FILE is a resource as JSON or XML, plain or gzip-compressed, or - for standard input. Prints one line per item: its type and',
    'its value as JSON; with --json one object per item. The exit code is 0 also when there is nothing; 1 when the expression',
    'or the file cannot be used.',
  ].join('\n'),
  examples: [
    "charthouse fhirpath 'Patient.name.given' patient.json",
    "cat o.json | charthouse fhirpath 'value.unit' -",
  ],
  options: {
    context: { type: 'string', value: 'EXPR', help: 'evaluate once for each item that this expression gives' },
  },
  async run({ values, positionals: [text = '', file = ''], report }) {
    const { evaluateFile } = await import('../evaluate/evaluate-file.ts');
    return evaluateFile({ text, file, context: values.context }, report);
  },
});

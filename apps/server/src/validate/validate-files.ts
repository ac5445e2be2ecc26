/** Validates files, and says what is wrong as it is found. https://hl7.org/fhir/R4/validation.html */
import type { JsonObject } from '@charthouse/fhir-model';
import { createConformance, createValidator } from '@charthouse/fhir-validate';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { count, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import { findSources, readable } from '../import/sources/find.ts';
import type { Source } from '../import/sources/source.ts';
import { ZipArchives } from '../import/sources/zip.ts';
import { isPackage, readPackage } from '../packages/read-package.ts';
import { asReference } from '../packages/validators.ts';
import { units } from '../units.ts';
import { type CheckedDocument, type CheckOptions, checkDocument, resourcesOf } from './check-document.ts';
import { type Documents, documentsOf } from './documents.ts';

export interface ValidateFiles {
  readonly paths: readonly string[];
  readonly warnings: boolean;
  /** Where the definitions to check with are. */
  readonly load: readonly string[];
  readonly profiles: readonly string[];
}

type Surroundings = Pick<CommandInput<OptionTable>, 'report' | 'signal'>;

/** Resolves to 1 where there are errors or it was interrupted, else 0. @throws CommandStop when a path cannot be used */
export async function validateFiles(options: ValidateFiles, surroundings: Surroundings): Promise<number> {
  const archives = new ZipArchives();
  try {
    const { sources, skipped } = await findSources(options.paths, archives, readable);
    for (const { name, why } of skipped.slice(0, 20)) surroundings.report.warn(`skipped ${name}: ${why}.`);
    if (skipped.length > 20)
      surroundings.report.warn(`skipped ${counted(skipped.length - 20, 'more file')} of other kinds.`);
    const { warnings, profiles } = options;
    const check = { warnings, profiles, ...(await loadedValidator(options.load, archives)) };
    return await validateAll({ sources, archives }, check, surroundings);
  } finally {
    await archives.close();
  }
}

async function loadedValidator(paths: readonly string[], archives: ZipArchives) {
  const loaded: JsonObject[] = [];
  for (const path of paths.filter(isPackage))
    for (const { body } of (await readPackage(path)).resources) loaded.push(JSON.parse(body) as JsonObject);
  const others = paths.filter((path) => !isPackage(path));
  const { sources } = others.length === 0 ? { sources: [] } : await findSources(others, archives, readable);
  for await (const document of documentsOf({ sources, archives })) loaded.push(...resourcesOf(document));
  const named = new Map(loaded.map((one) => [`${String(one.resourceType)}/${String(one.id)}`, one]));
  return {
    validator: createValidator({ units, conformance: createConformance(loaded), ...asReference }),
    resolve: (reference: string) => named.get(reference),
  };
}

async function validateAll(
  documents: Documents,
  check: CheckOptions,
  { report, signal }: Surroundings,
): Promise<number> {
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  const tally = { resources: 0, errors: 0, warnings: 0, wrong: 0 };
  const whole = documents.sources.reduce((sum, { size }: Source) => sum + size, 0);
  let read = 0;
  for await (const document of documentsOf({ ...documents, onBytes: (bytes) => (read += bytes) })) {
    if (signal.aborted) break;
    const checked = checkDocument(document, check);
    line.clear();
    for (const problem of checked.problems) report.say(problem.text, problem.fact);
    add(tally, checked);
    const seconds = (performance.now() - begun) / 1000;
    line.show({
      what: 'resources',
      done: tally.resources,
      rate: tally.resources / seconds,
      ...(whole > 0 && { share: Math.min(1, read / whole) }),
      besides: { wrong: tally.wrong },
    });
  }
  line.clear();
  if (signal.aborted) report.warn('interrupted: not everything was checked.');
  const { resources, errors, warnings, wrong } = tally;
  const more = check.warnings ? ` and ${counted(warnings, 'warning')}` : '';
  const verdict = errors === 0 ? 'no errors' : `${counted(errors, 'error')} in ${count(wrong)} of them`;
  report.say(`Checked ${counted(resources, 'resource')}: ${verdict}${more}.`, { summary: tally });
  return errors > 0 || signal.aborted ? 1 : 0;
}

function add(tally: { resources: number; errors: number; warnings: number; wrong: number }, checked: CheckedDocument) {
  const errors = checked.problems.filter(({ fact }) => fact.severity === 'error' || fact.severity === 'fatal').length;
  tally.resources++;
  tally.errors += errors;
  tally.warnings += checked.problems.length - errors;
  if (errors > 0) tally.wrong++;
}

/**
 * How often we say the same as the reference validator over HL7's cases: whether there is an error at all, and at which elements.
 * Prints both with what either said wherever they differ. Skipped where ../shared/data/fhir-test-cases is absent.
 */
import { type Issue, isObject, type JsonObject, OutcomeError, type ParsedJson } from '@charthouse/fhir-model';
import { besideMisread, MisreadXml } from '@charthouse/fhir-xml';
import { ucumUnits } from '@charthouse/fhirpath';
// @ts-expect-error: has no types
import ucum from '@lhncbc/ucum-lhc';
import { expect, it } from 'vitest';
import { createConformance, createValidator } from '../index.ts';
import type { ValidatorOptions } from '../validator.ts';
import {
  absent,
  loadedFrom,
  namedFile,
  readCase,
  referenceIssues,
  type SuiteCase,
  suiteCases,
} from './cases.testing.ts';

/** Less than this is a step back. */
const floor = 0.92;

const units = ucumUnits(ucum.UcumLhcUtils.getInstance());

/** Why what is said by one side only is not said by the other. */
const reasons: readonly [pattern: RegExp, reason: string][] = [
  [
    /Wrong Display Name|Unknown code|list of allowed values/,
    'only a terminology server knows the codes of this system',
  ],
  [/Unable to find a profile match for/, 'the target of the reference is not among the files'],
  [/is not what .* calls/, 'the words are those of a value set that the profile contains, which is not looked into'],
  [/could not be found so is not allowed/, 'unknown extensions are left to an information by default'],
  [/Example URLs|embedded HTML/, 'the case asks for it by an option'],
  [/Group, but must be/, 'the case has it that the text of a reference tells no type'],
  [/Encounter.class is required/, 'the outcome was made for FHIR R5, where it is not required'],
];

interface Said {
  readonly text: string;
  readonly expression: string | undefined;
}

/** As the cases ask, and as `$validate` and the command line do, which leave unknown extensions and words of codes to warnings. */
const ways: Readonly<Record<string, (one: SuiteCase) => ValidatorOptions>> = {
  'as strict as the cases': (one) => ({
    knownExtensionsOnly: true,
    knownProfilesOnly: true,
    knownCodesOnly: true,
    restfulReferences: one.restfulReferences,
    examples: !one.noExamples,
    markupRefused: one.markupRefused,
  }),
  'as strict as $validate': () => ({ knownExtensionsOnly: 'specification', knownProfilesOnly: true }),
};

it.skipIf(absent).each(Object.keys(ways))(
  'says error or no error as the reference validator does, %s',
  { timeout: 120_000 },
  (way) => {
    const lines: string[] = [];
    let [agreed, sameElements, withErrors] = [0, 0, 0];
    const cases = suiteCases();
    for (const one of cases) {
      const own = errorsOf(one, ways[way]!(one));
      const theirs = referenceIssues(one.outcome).filter(
        ({ severity }) => severity === 'error' || severity === 'fatal',
      );
      if (own.length > 0 === theirs.length > 0) {
        agreed++;
        if (own.length === 0) continue;
        withErrors++;
        if (elements(own) === elements(theirs)) sameElements++;
      } else lines.push(difference(one, own, theirs));
    }
    const percent = (part: number, whole: number) => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
    process.stdout.write(
      `${lines.join('\n')}\n${way}: error or none as the reference: ${percent(agreed, cases.length)}; ` +
        `of those with errors, at the same elements: ${percent(sameElements, withErrors)}\n`,
    );
    expect(agreed / cases.length).toBeGreaterThanOrEqual(floor);
  },
);

function errorsOf(one: SuiteCase, strictness: ValidatorOptions): Said[] {
  const loaded = one.loaded.flatMap(loadedFrom);
  const profile = one.profile === undefined ? undefined : loadedFrom(one.profile)[0]?.url;
  const validator = createValidator({
    conformance: createConformance(loaded),
    ...strictness,
    units,
  });
  try {
    const { read, misread } = asFarAsReadable(one.file);
    const issues = validator.validate(read.value, {
      literals: read.literals,
      profiles: typeof profile === 'string' ? [profile] : [],
      resolve: (reference) => named(reference, one.followsReferences ? [...loaded, ...namedFile(reference)] : loaded),
    });
    return besideMisread(misread, issues)
      .filter(({ diagnostics }) => one.extensionDomain === undefined || !diagnostics.includes(one.extensionDomain))
      .filter(({ severity }) => severity === 'error' || severity === 'fatal')
      .map(said);
  } catch (error) {
    if (!(error instanceof OutcomeError)) throw error;
    return error.issues.map(said);
  }
}

function said({ diagnostics, expression }: Issue): Said {
  return { text: diagnostics, expression: expression?.[0] };
}

function asFarAsReadable(file: string): { readonly read: ParsedJson; readonly misread: readonly Issue[] } {
  try {
    return { read: readCase(file), misread: [] };
  } catch (error) {
    if (!(error instanceof MisreadXml)) throw error;
    return { read: error.read, misread: error.issues };
  }
}

function named(reference: string, loaded: readonly JsonObject[]): JsonObject | undefined {
  return loaded.find((one) => isObject(one) && `${String(one.resourceType)}/${String(one.id)}` === reference);
}

function elements(issues: readonly Said[]): string {
  return [...new Set(issues.map(({ expression = '' }) => expression.replace(/\/\*.*?\*\//g, '')))].sort().join(' ');
}

function difference({ name, profile }: SuiteCase, own: readonly Said[], theirs: readonly Said[]): string {
  const what = `${name}${profile === undefined ? '' : ` by ${profile}`}`;
  const first = (issues: readonly Said[]) => {
    const [{ expression = '', text } = { text: '' }] = issues;
    return `${expression}: ${text.replace(/\s+/g, ' ').slice(0, 220)}`;
  };
  const [text, who] = own.length > 0 ? [first(own), 'we say  '] : [first(theirs), 'they say'];
  const [, reason] = reasons.find(([pattern]) => pattern.test(text)) ?? [];
  return `${what}\n    only ${who}   ${text}\n    because         ${reason ?? 'we lack it: look into this one'}`;
}

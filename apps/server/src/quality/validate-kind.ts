/** Validates what is stored, as a kind of job: piece by piece in the order of the rows, with counts by rule and source for each piece. */
import { currentAfter, currentExtent, type JobContext, type JobKind, type Within } from '@charthouse/chart-store';
import { unknownProfiles } from '@charthouse/fhir-api';
import { type Issue, isObject, type JsonObject, type JsonValue, OutcomeError, parseJson } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { Validator } from '@charthouse/fhir-validate';
import { danglingIn } from './dangling.ts';
import { ruleOf } from './rule-of.ts';
import { added, type Tallied, tallyOf } from './tally.ts';

export const validateKindName = 'validate';

export type ValidateInput = {
  /** Only these; empty: all. */
  readonly types: readonly string[];
  readonly warnings: boolean;
  /** Profiles each resource must keep, beyond those it declares. */
  readonly profiles: readonly string[];
};

/** One record with errors, for whoever puts it right. */
export type WrongRecord = {
  /** `Type/id` */
  readonly name: string;
  readonly version: string;
  /** `Patient/id` */
  readonly patient?: string;
  /** What is wrong, without the values of the record. */
  readonly says: readonly string[];
};

/** Of a piece: what is wrong everywhere is told by the counts. */
const mostWrong = 50;
const mostSaid = 5;

type Checkpoint = {
  /** The last row that was looked at. */
  readonly after?: string;
  readonly upTo: string;
};

export interface ValidateParts {
  readonly validator: Validator;
  /** Why a profile cannot be checked; undefined where it can. */
  readonly whyUnchecked: (canonical: string) => string | undefined;
  /** The server's base URLs, to tell its own absolute references. */
  readonly bases: readonly string[];
  /** References that lead nowhere are errors, else warnings. */
  readonly integrity: boolean;
}

export function validateKind(parts: ValidateParts): JobKind {
  return {
    name: validateKindName,
    async run(ctx) {
      const input = ctx.job.input as ValidateInput;
      let place = (ctx.job.checkpoint as Checkpoint | null) ?? (await begin(ctx, input));
      for (;;) {
        ctx.signal.throwIfAborted();
        const { resources, last } = await currentAfter(ctx.query, { ...place, types: input.types });
        if (last === undefined) return;
        const { tallied, wrong } = await tallyPiece(resources, input, { ...parts, query: ctx.query });
        const next = { ...place, after: last };
        await ctx.step(async () => ({
          checkpoint: next,
          done: resources.length,
          unit: { name: last.padStart(19, '0'), result: { tallied, ...(wrong.length > 0 && { wrong }) } },
        }));
        place = next;
      }
    },
    async verify({ id, done }, query) {
      const [row] = await query<{ n: number }>(sql`
        select coalesce(sum((result->'tallied'->>'resources')::int8), 0)::float8 as n from job_unit where job = ${id}`);
      return row?.n === done ? [] : [`${row?.n} resources are in the report, ${done} were counted.`];
    },
  };
}

async function begin(ctx: JobContext, { types }: ValidateInput): Promise<Checkpoint> {
  const { total, upTo } = await currentExtent(ctx.query, types);
  await ctx.step(async () => ({ checkpoint: { upTo }, total }));
  return { upTo };
}

interface Stored {
  readonly type: string;
  readonly id: string;
  readonly body: string;
}

interface Checked {
  readonly resource: JsonObject;
  readonly issues: readonly Issue[];
}

async function tallyPiece(
  stored: readonly Stored[],
  input: ValidateInput,
  parts: ValidateParts & { readonly query: Within },
): Promise<{ tallied: Tallied; wrong: WrongRecord[] }> {
  const { bases, integrity, query } = parts;
  const all = stored.map((one) => checked(one, input, parts));
  const severity = integrity ? 'error' : 'warning';
  const told = integrity || input.warnings;
  const resources = all.map(({ resource }) => resource);
  const dangling = told ? await danglingIn(resources, { query, bases, severity }) : [];
  const found = stored.map(({ type, id }, at) => {
    const { resource, issues } = all[at]!;
    return { type, id, resource, issues: [...issues, ...(dangling[at] ?? [])] };
  });
  return {
    tallied: added(found.map(({ type, id, ...one }) => tallyOf(type, id, one))),
    wrong: found.flatMap(wrongOf).slice(0, mostWrong),
  };
}

function wrongOf({ type, id, resource, issues }: Checked & { type: string; id: string }): WrongRecord[] {
  const errors = issues.filter(({ severity }) => severity === 'error' || severity === 'fatal');
  if (errors.length === 0) return [];
  const { meta, subject, patient } = resource;
  const owner = type === 'Patient' ? `${type}/${id}` : [subject, patient].map(referenceOf).find(isPatient);
  return [
    {
      name: `${type}/${id}`,
      version: isObject(meta) ? String(meta.versionId) : '',
      ...(owner !== undefined && { patient: owner }),
      says: [...new Set(errors.map(ruleOf).map(({ path, says }) => (path ? `${path}: ${says}` : says)))].slice(
        0,
        mostSaid,
      ),
    },
  ];
}

const referenceOf = (value: JsonValue | undefined) => (isObject(value) ? value.reference : undefined);
const isPatient = (value: unknown): value is string =>
  typeof value === 'string' && /^Patient\/[A-Za-z0-9\-.]{1,64}$/.test(value);

/** Profiles that cannot be checked are told in any case: without them, no errors says little. */
function checked(
  { type, body }: Stored,
  { warnings, profiles }: ValidateInput,
  { validator, whyUnchecked }: ValidateParts,
): Checked {
  try {
    const { value, literals } = parseJson(body);
    const issues = validator.validate(value, { literals, warnings, profiles, expectedType: type });
    const unchecked = warnings ? [] : unknownProfiles(value, '', { whyUnchecked });
    return { resource: isObject(value) ? value : {}, issues: [...issues, ...unchecked] };
  } catch (error) {
    if (!(error instanceof OutcomeError)) throw error;
    return { resource: {}, issues: error.issues };
  }
}

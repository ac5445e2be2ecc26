/** Stored records in which `charthouse validate --stored` found errors: one task each, until the record holds. */
import type { Job } from '@charthouse/chart-store';
import { type JsonObject, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Validator } from '@charthouse/fhir-validate';
import { keepValidators } from '../packages/validators.ts';
import { ruleOf } from '../quality/rule-of.ts';
import { type ValidateInput, validateKindName, type WrongRecord } from '../quality/validate-kind.ts';
import { endedJobs } from './ended-jobs.ts';
import type { Feed, FeedParts } from './feed.ts';
import { factOf, type WantedWork } from './wanted-work.ts';

const day = 86_400_000;
const dueDays = 30;
/** Records of one check that are listed. */
const mostOfCheck = 1_000;

export function invalidRecords(parts: FeedParts): Feed {
  const ended = endedJobs(validateKindName, parts);
  /** Task and version of its record that was found wrong already. */
  const stillWrong = new Map<string, string>();
  return {
    code: 'fix-stored-record',
    async look(open) {
      const jobs = await ended.next();
      const wanted = new Map<string, WantedWork>();
      for (const job of jobs) for (const one of await wrongOf(job, parts)) wanted.set(one.key, one);
      if (jobs.length > 0) stillWrong.clear();
      return { wanted: [...wanted.values()], cured: await curedOf(open, parts, stillWrong) };
    },
    done: ended.done,
  };
}

async function wrongOf(job: Job, { jobs, store, now }: FeedParts): Promise<WantedWork[]> {
  const found: WrongRecord[] = [];
  for await (const records of jobs.results<readonly WrongRecord[]>(job.id, 'wrong'))
    found.push(...records.slice(0, mostOfCheck - found.length));
  const patients = found.flatMap(({ patient }) => (patient === undefined ? [] : [keyOfName(patient)]));
  const known = await store.readMany(patients);
  const isThere = (patient = '') => (known.get(patient)?.op ?? 'delete') !== 'delete';
  const stored = await store.readMany(found.map(({ name }) => keyOfName(name)));
  const isSame = ({ name, version }: WrongRecord) => String(stored.get(name)?.version) === version;
  return found
    .filter(isSame)
    .map(({ patient, ...record }) =>
      wantedOf({ ...record, ...(patient !== undefined && isThere(patient) && { patient }) }, job, now()),
    );
}

function wantedOf({ name, version, patient, says }: WrongRecord, job: Job, now: number): WantedWork {
  return {
    key: `record|${name}`,
    occasion: version,
    at: job.finished ?? now,
    what: `${name} does not hold by its definition`,
    why: says[0] ?? 'It does not hold by its definition.',
    evidence: [...says, `Found by job ${job.id} in version ${version}.`],
    due: now + dueDays * day,
    focus: name,
    ...(patient !== undefined && { patient }),
    facts: { job: String(job.id), version },
  };
}

/** Records that have changed since, or after a newer check, are looked at again; one that is gone needs nobody. */
async function curedOf(open: readonly Resource[], parts: FeedParts, stillWrong: Map<string, string>) {
  const named = open.map((task) => ({ task, id: String(task.id), name: focusOf(task) }));
  const stored = await parts.store.readMany(named.map(({ name }) => keyOfName(name)));
  const cured = new Map<string, string>();
  const asked = named.flatMap((one) => {
    const found = stored.get(one.name);
    if (!found || found.op === 'delete') cured.set(one.id, `${one.name} is not in the record any more.`);
    else if (stillWrong.get(one.id) !== String(found.version) && factOf(one.task, 'version') !== String(found.version))
      return [{ ...one, found }];
    return [];
  });
  if (asked.length === 0) return cured;
  const validator = await validatorNow(parts);
  for (const { task, id, name, found } of asked) {
    const profiles = await profilesOf(task, parts);
    if (holds(found.body, { validator, profiles, type: found.type }))
      cured.set(id, `${name} holds in version ${found.version}.`);
    else stillWrong.set(id, String(found.version));
  }
  return cured;
}

function keyOfName(name: string) {
  const [type = '', id = ''] = name.split('/');
  return { type, id };
}

function focusOf({ focus }: Resource): string {
  return String((focus as JsonObject | undefined)?.reference ?? '');
}

async function profilesOf(task: Resource, { jobs }: FeedParts): Promise<readonly string[]> {
  const job = await jobs.get(Number(factOf(task, 'job')));
  return (job?.input as ValidateInput | undefined)?.profiles ?? [];
}

async function validatorNow({ databaseUrl }: FeedParts): Promise<Validator> {
  const validators = await keepValidators(databaseUrl, 'profiles');
  await validators.close();
  return validators.current().fullValidator;
}

interface Asked {
  readonly validator: Validator;
  readonly profiles: readonly string[];
  readonly type: string;
}

function holds(body: string, { validator, profiles, type }: Asked): boolean {
  const { value, literals } = parseJson(body);
  const issues = validator.validate(value, { literals, warnings: false, profiles, expectedType: type });
  return !issues.map(ruleOf).some(({ severity }) => severity === 'error' || severity === 'fatal');
}

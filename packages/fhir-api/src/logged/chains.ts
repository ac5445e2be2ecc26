/**
 * Chains between the log and the record. `AuditEvent?patient.name=…` is asked of the resources first, and of the rows by what was
 * found; what comes the other way sees only what was sent, and is told. https://hl7.org/fhir/R4/search.html#chaining
 */
import { type Issue, outcomes } from '@charthouse/fhir-model';
import type { SearchRow } from '@charthouse/fhir-search';
import type { Query } from '../call.ts';
import type { ApiParts } from '../parts.ts';

/** Resources that one chain may lead to. */
const most = 1_000;

const chained = /^(patient|agent|entity|target)(?::([A-Z]\w*))?\.(.+)$/;

/** Chains become references. @throws OutcomeError 400 when they are not understood, or lead to too many resources */
export function withoutChains(query: Query, parts: ApiParts): Promise<Query> {
  return Promise.all(
    query.map(async ([name, value]) => {
      const [, own, named, chain] = chained.exec(name) ?? [];
      const type = named ?? (own === 'patient' ? 'Patient' : undefined);
      if (own === undefined || type === undefined || chain === undefined) return [name, value] as const;
      const ids = await idsOf([chain, value], type, parts);
      if (ids.length > most)
        throw outcomes.notSupported(`"${name}" leads to more than ${most} resources; ask for fewer of them.`);
      return [own, ids.map((id) => `${type}/${id}`).join(',')] as const;
    }),
  );
}

async function idsOf(asked: readonly [string, string], type: string, { search, store, now, settings }: ApiParts) {
  const limits = { chainLimit: settings.chainLimit, pageDefault: most, pageLimit: most };
  const query = search.parse({ type }, [asked], { strict: true, now: now(), limits });
  const refined = await search.refine(query, store.search);
  return (await store.search<SearchRow>(search.page(refined))).map(({ id }) => id);
}

const backwards = /(^|[:.])_has:AuditEvent:/;

/** What a search of other resources asks of AuditEvents. */
export function unaskedOfLog(query: Query): Issue[] {
  return query
    .filter(
      ([name, value]) => backwards.test(name) || (/^_revinclude(:|$)/.test(name) && value.startsWith('AuditEvent:')),
    )
    .map(([name]) => ({
      severity: 'warning',
      code: 'not-supported',
      diagnostics: `"${name}" is asked of AuditEvents that were sent, not of those of the access log: search AuditEvent?patient=… for them.`,
    }));
}

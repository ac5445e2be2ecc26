/** Puts the room together: definitions compiled once, then pure functions from queries to statements. */
import { type Grant, outcomes, type PermitFilter } from '@charthouse/fhir-model';
import { conjuncts } from './clause.ts';
import { ownCanonicals } from './extract/canonical.ts';
import { createExtract } from './extract/extract.ts';
import { patientKeys } from './extract/patient-keys.ts';
import { extractionRevision } from './extract/revision.ts';
import { createKeys, type Keys } from './keys.ts';
import { isSearchable } from './parameters/parameter.ts';
import { createRegistry } from './parameters/registry.ts';
import { isOpenTo } from './permit/open-to.ts';
import { planPermit } from './permit/planned.ts';
import { quickLook } from './permit/quick.ts';
import { type ParseParts, parseQuery } from './query/parse.ts';
import type { PatientKeys } from './refine/care-first.ts';
import { refineQuery } from './refine/refine.ts';
import type { Search, SearchParts, SearchQuery, SearchRow } from './search.ts';
import { joinSql, raw, type Sql, sql } from './sql.ts';
import type { Scope } from './statement/candidate.ts';
import { condition } from './statement/condition.ts';
import { inUseSql } from './statement/in-use.ts';
import { type Found, includesSql } from './statement/includes.ts';
import { estimateSql, pageSql, totalSql } from './statement/page.ts';
import { steady } from './statement/steady.ts';
import { formerlyVisible, visible } from './statement/visible.ts';

export function createSearch(parts: SearchParts): Search {
  const { bases = [], typeId, typeName, parameterId } = parts;
  const keys = createKeys(parts.hash);
  const registry = createRegistry({ parameterId, added: parts.parameters ?? [] });
  const special = new Set(['_id', '_lastUpdated', ...(parts.fullText ? ['_text', '_content'] : [])]);
  const parsing: ParseParts = {
    registry,
    keys,
    bases,
    parameterId,
    fullText: parts.fullText ?? false,
    ...addedIn(parts),
    revision: parts.revision ?? extractionRevision,
  };
  const planned = planning(parsing, parts.authors);
  const scopeOf = ({ permit: filter }: Pick<SearchQuery, 'permit'>): Scope => {
    let n = 0;
    const permit = filter && planned(filter);
    return {
      alias: (letter) => `${letter}${++n}`,
      typeId,
      typeKey: (type, contained) => keys.on(contained === true).type(type),
      permit,
      condition,
    };
  };
  const inUseOf = inUseWith(keys, scopeOf, parsing.revision);
  const ofPatients: PatientKeys = (type, codes) => patientKeys({ registry, keys }, type, codes);
  const search: Search = {
    extract: createExtract({ registry, keys, bases, typeId }),
    parse: (target, parameters, options) => parseQuery(target, parameters, { options, parts: parsing }),
    refine: (query, run, cursor) =>
      refineQuery(query, { run, keys, typeName, scope: () => scopeOf(query), patientKeys: ofPatients, cursor }),
    page: (query, cursor) => steady(query, pageSql(query, cursor, scopeOf(query))),
    cursorOf: (_query, row) => [...row.keys, String(row.rid)],
    total: (query, limit) => totalSql(query, limit, scopeOf(query)),
    estimate: (query) => estimateSql(query, scopeOf(query)),
    estimateOf,
    includes: (query, rows, round) => {
      const plans = query.includes.filter((plan) => round === 0 || plan.iterate);
      const found = rows.map((row) => foundOf(row, typeName, keys));
      return includesSql(plans, found, { scope: scopeOf(query), limit: query.includeLimit });
    },
    inUse: (type, limit) => inUseOf(type, limit, undefined),
    ...limits(scopeOf, inUseOf, () => search),
    parametersOf: (type) =>
      [...registry.of(type).values()]
        .filter((parameter) => parsing.isActive(parameter) && (isSearchable(parameter) || special.has(parameter.code)))
        .map((parameter) => parameter.definition),
  };
  return search;
}

/** What is known of the parameters besides those of the base specification. */
function addedIn({ parameters = [] }: SearchParts): Pick<ParseParts, 'isActive' | 'isAdded' | 'share'> {
  const byUrl = new Map(parameters.map((parameter) => [parameter.url, parameter] as const));
  return {
    isActive: ({ definition }) => byUrl.get(definition.url)?.active !== false,
    isAdded: ({ definition }) => byUrl.has(definition.url),
    share: ({ definition }) => byUrl.get(definition.url)?.share?.(),
  };
}

/** @throws OutcomeError 400 while older index rows have no lists of tags and labels */
function inUseWith(keys: Keys, scopeOf: ScopeOf, revision: number): InUse {
  return (type, limit, permit) => {
    if (revision < 2)
      throw outcomes.notSupported(
        'Tags and labels in use are known when the index has been made again; see `charthouse jobs`.',
      );
    return inUseSql({ type, limit }, keys, scopeOf({ permit }));
  };
}

function foundOf({ rid, tid, id, body, ctid, cid }: SearchRow, typeName: SearchParts['typeName'], keys: Keys): Found {
  const type = typeName(tid);
  const isContained = ctid && cid;
  const name = isContained ? `${typeName(ctid)}/${cid}#${id}` : `${type}/${id}`;
  const canonicals = () => (!isContained && body.includes('"url"') ? ownCanonicals(keys, JSON.parse(body)) : []);
  return { rid: String(rid), type, tk: keys.resource(name), canonicals };
}

/** Permits as statements take them; each is planned once. */
function planning(parsing: ParseParts, authors: SearchParts['authors'] = {}) {
  const { keys, parameterId, revision } = parsing;
  const parse = (type: string, where: NonNullable<Grant['where']>) =>
    parseQuery({ type }, where, { options: { strict: true }, parts: parsing }).clauses.flatMap(conjuncts);
  const written = Object.entries(authors).map(([type, code]) => parameterId(type, code));
  return rememberedOf((permit: PermitFilter) => planPermit(permit, { keys, parse, authors: written, revision }));
}

type InUse = (type: string | undefined, limit: number, permit: PermitFilter | undefined) => Sql;
type ScopeOf = (query: Pick<SearchQuery, 'permit'>) => Scope;

/** What a permit makes of a search. */
function limits(scopeOf: ScopeOf, inUse: InUse, whole: () => Search): Pick<Search, 'visible' | 'under'> {
  return {
    visible: rememberedOf((permit) => ({
      current: rememberedBy((res, type) =>
        allOf(visible({ row: res, res }, scopeOf({ permit }), type === undefined ? undefined : [type])),
      ),
      former: (hist, res, type) =>
        allOf(
          formerlyVisible(hist, res, { scope: scopeOf({ permit }), types: type === undefined ? undefined : [type] }),
        ),
      openTo: (type) => isOpenTo(scopeOf({ permit }).permit!, type),
      quick: rememberedBy((res, type) => quickLook(scopeOf({ permit }).permit!, res, type!)),
    })),
    under: rememberedOf((permit) => ({
      ...whole(),
      parse: (target, parameters, options) => whole().parse(target, parameters, { ...options, permit }),
      inUse: (type, limit) => inUse(type, limit, permit),
    })),
  };
}

/** Point reads ask the same of every resource of a type. */
function rememberedBy<Made>(make: (alias: string, type: string | undefined) => Made) {
  const known = new Map<string, { readonly made: Made }>();
  return (alias: string, type?: string): Made => {
    const key = `${alias} ${type ?? ''}`;
    const one = known.get(key) ?? { made: make(alias, type) };
    known.set(key, one);
    return one.made;
  };
}

function rememberedOf<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, Made>();
  return (of) => {
    const made = known.get(of) ?? make(of);
    known.set(of, made);
    return made;
  };
}

function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('true') : sql`(${joinSql(conditions, ' and ')})`;
}

/** The rows that the plan at the top of EXPLAIN's answer expects. */
function estimateOf(rows: readonly unknown[]): number {
  const [row] = rows as readonly { 'QUERY PLAN'?: readonly { Plan?: { 'Plan Rows'?: number } }[] }[];
  return row?.['QUERY PLAN']?.[0]?.Plan?.['Plan Rows'] ?? 0;
}

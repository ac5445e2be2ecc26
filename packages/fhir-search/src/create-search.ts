/** Puts the room together: definitions compiled once, then pure functions from queries to statements. */
import { ownCanonicals } from './extract/canonical.ts';
import { createExtract } from './extract/extract.ts';
import { extractionRevision } from './extract/revision.ts';
import { createKeys } from './keys.ts';
import { isSearchable, type Parameter } from './parameters/parameter.ts';
import { createRegistry } from './parameters/registry.ts';
import { parseQuery } from './query/parse.ts';
import { refineQuery } from './refine/refine.ts';
import type { Search, SearchParts, SearchQuery } from './search.ts';
import type { Scope } from './statement/candidate.ts';
import { condition } from './statement/condition.ts';
import { inUseSql } from './statement/in-use.ts';
import { type Found, includesSql } from './statement/includes.ts';
import { estimateSql, pageSql, totalSql } from './statement/page.ts';

export function createSearch(parts: SearchParts): Search {
  const { bases = [], typeId, typeName, parameterId } = parts;
  const keys = createKeys(parts.hash);
  const added = parts.parameters ?? [];
  const registry = createRegistry({ parameterId, added });
  const waiting = new Map(
    added.filter((parameter) => !parameter.active).map((parameter) => [parameter.url, parameter] as const),
  );
  const special = new Set(['_id', '_lastUpdated', ...(parts.fullText ? ['_text', '_content'] : [])]);
  const isActive = ({ definition }: Parameter) => !waiting.has(definition.url);
  const share = ({ definition }: Parameter) => waiting.get(definition.url)?.share?.();
  const parsing = {
    registry,
    keys,
    bases,
    parameterId,
    fullText: parts.fullText ?? false,
    isActive,
    share,
    revision: parts.revision ?? extractionRevision,
  };
  const scopeOf = ({ permit }: Pick<SearchQuery, 'permit'>): Scope => {
    let n = 0;
    return {
      alias: (letter) => `${letter}${++n}`,
      typeId,
      typeKey: (type, contained) => keys.on(contained === true).type(type),
      permit,
      condition,
    };
  };
  return {
    extract: createExtract({ registry, keys, bases, typeId }),
    parse: (target, parameters, options) => parseQuery(target, parameters, { options, parts: parsing }),
    refine: (query, run) => refineQuery(query, { run, keys, typeName, scope: () => scopeOf(query) }),
    page: (query, cursor) => pageSql(query, cursor, scopeOf(query)),
    cursorOf: (_query, row) => [...row.keys, String(row.rid)],
    total: (query, limit) => totalSql(query, limit, scopeOf(query)),
    estimate: (query) => estimateSql(query, scopeOf(query)),
    estimateOf,
    includes: (query, rows, round) => {
      const plans = query.includes.filter((plan) => round === 0 || plan.iterate);
      const found = rows.map((row): Found => {
        const type = typeName(row.tid);
        const { ctid, cid } = row;
        const name = ctid && cid ? `${typeName(ctid)}/${cid}#${row.id}` : `${type}/${row.id}`;
        const canonicals = () => (!cid && row.body.includes('"url"') ? ownCanonicals(keys, JSON.parse(row.body)) : []);
        return { rid: String(row.rid), type, tk: keys.resource(name), canonicals };
      });
      return includesSql(plans, found, { scope: scopeOf(query), limit: query.includeLimit });
    },
    inUse: (type, limit) => inUseSql(type === undefined ? undefined : typeId(type), limit, keys),
    parametersOf: (type) =>
      [...registry.of(type).values()]
        .filter((parameter) => isActive(parameter) && (isSearchable(parameter) || special.has(parameter.code)))
        .map((parameter) => parameter.definition),
  };
}

/** The rows that the plan at the top of EXPLAIN's answer expects. */
function estimateOf(rows: readonly unknown[]): number {
  const [row] = rows as readonly { 'QUERY PLAN'?: readonly { Plan?: { 'Plan Rows'?: number } }[] }[];
  return row?.['QUERY PLAN']?.[0]?.Plan?.['Plan Rows'] ?? 0;
}

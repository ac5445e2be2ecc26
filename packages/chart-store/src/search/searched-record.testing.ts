/** A record with resources in it, searched by the pure room and by the oracle. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Resource } from '@charthouse/fhir-model';
import {
  createSearch,
  type ParseOptions,
  type Search,
  type SearchRow,
  type SearchTarget,
} from '@charthouse/fhir-search';
import { migratedDatabase } from '@charthouse/testkit';
import type { Change, ChartStore } from '../contract.ts';
import { openStore } from '../open-store.ts';
import { testNow } from './oracle-compare.testing.ts';

export interface SearchedRecord {
  readonly store: ChartStore;
  readonly search: Search;
  readonly url: string;
  add(resources: readonly Resource[]): Promise<void>;
  /** `Type/id` of all matches, page by page, in order. */
  all(target: SearchTarget, query: string, options?: Partial<ParseOptions>): Promise<string[]>;
  close(): Promise<void>;
}

/** `looking`: every search looks first how far its conditions lead. */
export async function searchedRecord({ looking = false } = {}): Promise<SearchedRecord> {
  const database = await migratedDatabase();
  const store = await openStore({ connectionString: database.url });
  const search = createSearch({ hash: store.hash, ...store.ids });
  let clock = Date.parse('2024-01-01T00:00:00Z');
  const change = (resource: Resource): Change => {
    const lastUpdated = ++clock;
    const stored = {
      ...resource,
      meta: { ...resource.meta, versionId: '1', lastUpdated: new Date(lastUpdated).toISOString() },
    };
    const { resourceType: type, id } = resource as { resourceType: string; id: string };
    return {
      type,
      id,
      op: 'create',
      version: 1,
      lastUpdated,
      body: JSON.stringify(stored),
      index: search.extract(stored),
    };
  };
  return {
    store,
    search,
    url: database.url,
    add: async (resources) => {
      for (let at = 0; at < resources.length; at += 500)
        await store.transaction((tx) => tx.write(resources.slice(at, at + 500).map(change)));
    },
    all: async (target, query, options) => {
      const read = search.parse(target, parametersOf(query), {
        strict: true,
        contained: true,
        now: testNow,
        ...options,
      });
      const parsed = looking ? await search.refine(read, store.search) : read;
      const found: string[] = [];
      for (let cursor: readonly string[] | undefined, more = true; more; ) {
        const rows = await store.search<SearchRow>(search.page(parsed, cursor));
        const page = rows.slice(0, parsed.count);
        found.push(
          ...page.map(({ tid, id, ctid, cid }) =>
            ctid && cid ? `${store.ids.typeName(ctid)}/${cid}#${id}` : `${store.ids.typeName(tid)}/${id}`,
          ),
        );
        more = rows.length > parsed.count;
        if (more) cursor = search.cursorOf(parsed, page.at(-1)!);
      }
      return found;
    },
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

/** `a=1&b=2`, not encoded. */
export function parametersOf(query: string): [string, string][] {
  if (query === '') return [];
  return query.split('&').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
}

const synthea = join(import.meta.dirname, '../../../../../shared/data/fhir-synthea/bundles');
export const hasSynthea = existsSync(synthea);

/** The resources of some patients, references among them resolved. */
export function syntheaResources(patients: number): Resource[] {
  const known = new Map<string, Resource>();
  for (const file of readdirSync(synthea).sort().slice(0, patients)) {
    const text = gunzipSync(readFileSync(join(synthea, file))).toString();
    const names = new Map<string, string>();
    for (const { fullUrl, resource } of JSON.parse(text).entry)
      names.set(fullUrl, `${resource.resourceType}/${resource.id}`);
    const local = text.replace(/"(urn:uuid:[^"]+)"/g, (whole, url) => (names.has(url) ? `"${names.get(url)}"` : whole));
    for (const { resource } of JSON.parse(local).entry) known.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return [...known.values()];
}

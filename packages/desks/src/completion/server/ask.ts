/** Asks the record through the one door, as somebody: whole answers, not pages. */
import type { Door, Principal } from '@charthouse/fhir-api';
import { isObject, type JsonObject, OutcomeError, type Resource } from '@charthouse/fhir-model';

export interface Asking {
  readonly door: Pick<Door, 'handle' | 'writeAll'>;
  /** Who asks: the rules themselves, or the person at whose request they run. */
  readonly principal: Principal;
}

type Query = readonly (readonly [name: string, value: string])[];

/** No address of anybody: results are not served. */
export const base = 'http://completion.internal/fhir/R4';

/** Values of one parameter that fit into one question. */
const most = 100;

const plain = { query: [], conditions: {}, preferences: {}, base } as const;

/** Every resource of a type that a search finds. @throws OutcomeError */
export async function searchAll({ door, principal }: Asking, type: string, query: Query): Promise<Resource[]> {
  const found: Resource[] = [];
  for (let next: Query | undefined = [...query, ['_count', '1000']]; next; ) {
    const { body = '{}' } = await door.handle(
      { ...plain, interaction: 'search', method: 'GET', type, query: next },
      principal,
    );
    const { entry = [], link = [] } = JSON.parse(body) as { entry?: { resource: Resource }[]; link?: JsonObject[] };
    found.push(...entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type));
    const more = link.find(({ relation }) => relation === 'next')?.url;
    next = typeof more === 'string' ? [...new URL(more).searchParams] : undefined;
  }
  return found;
}

/** The same for a parameter with many values, each resource once. */
export async function searchEach(
  asking: Asking,
  type: string,
  [name, values, more = []]: readonly [string, readonly string[], Query?],
) {
  const own = [...new Set(values)];
  const parts = Array.from({ length: Math.ceil(own.length / most) }, (_, i) => own.slice(i * most, (i + 1) * most));
  const found = await Promise.all(parts.map((part) => searchAll(asking, type, [[name, part.join(',')], ...more])));
  return [...new Map(found.flat().map((resource) => [resource.id, resource])).values()];
}

/** Undefined: it is not there, or not for who asks. @throws OutcomeError */
export async function readOne({ door, principal }: Asking, type: string, id: string): Promise<Resource | undefined> {
  try {
    const { body } = await door.handle({ ...plain, interaction: 'read', method: 'GET', type, id }, principal);
    const resource: unknown = body === undefined ? undefined : JSON.parse(body);
    return isObject(resource as JsonObject) ? (resource as Resource) : undefined;
  } catch (error) {
    if (error instanceof OutcomeError && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

/** Versions of one resource, the newest first, of the last thousand. @throws OutcomeError */
export async function historyOf({ door, principal }: Asking, type: string, id: string): Promise<Resource[]> {
  const call = { ...plain, interaction: 'history' as const, method: 'GET', type, id };
  const { body = '{}' } = await door.handle({ ...call, query: [['_count', '1000']] }, principal);
  const { entry = [] } = JSON.parse(body) as { entry?: { resource?: Resource }[] };
  return entry.flatMap(({ resource }) => resource ?? []);
}

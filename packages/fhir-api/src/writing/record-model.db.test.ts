import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';
import { RecordModel, type Step } from './record-model.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const id = fc.integer({ min: 0, max: 4 });
const mrn = fc.integer({ min: 0, max: 2 });
const active = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), id, active }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('put' as const), id, active, refers: id }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('put' as const), id, active, ifMatch: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('patch' as const), id, active }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('patch' as const), id, active, refers: id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('createOnce' as const), mrn, active }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('updateByMrn' as const), mrn, active }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('updateByMrn' as const), mrn, active, own: id }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deleteByMrn' as const), mrn }) },
);
/** One step alone, or several as a transaction. */
const group = fc.oneof(
  { weight: 3, arbitrary: step.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(step, { minLength: 2, maxLength: 4 }) },
);

/** A step as a bundle entry, and what is sent when it stands alone. */
interface Entry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly ifMatch?: string;
    readonly ifNoneExist?: string;
  };
  readonly resource?: object;
  readonly sent?: object;
  readonly headers?: Record<string, string>;
}

let run = 0;

/** Server ids of one run of a random sequence: `p3` -> `r7-p3`. */
class World {
  readonly model = new RecordModel();
  readonly #prefix = `r${++run}-`;
  readonly #serverId = new Map<string, string>();

  idOf(key: string): string {
    return this.#serverId.get(key) ?? this.#prefix + key;
  }

  /** Carries out a group on the server and on the model; both must answer alike. */
  async play(steps: readonly Step[]): Promise<void> {
    const entries = steps.map((one) => this.#entry(one));
    const alone = steps.length === 1 ? entries[0] : undefined;
    const reply = alone
      ? await request(server, `${alone.request.method} /${alone.request.url}`, {
          body: alone.sent,
          headers: alone.headers,
        })
      : await request(server, 'POST /', {
          body: {
            resourceType: 'Bundle',
            type: 'transaction',
            entry: entries.map(({ request: r, resource }) => ({ request: r, ...(resource && { resource }) })),
          },
        });
    const locations = alone
      ? [reply.headers.location]
      : ((reply.json?.entry ?? []) as { response: { location?: string } }[]).map((e) => e.response.location);
    const named = (one: Step) => {
      const serverId = /Patient\/([^/]+)/.exec(locations[steps.indexOf(one)] ?? '')?.[1] ?? '';
      const key = 'id' in one ? `p${one.id}` : `new-${serverId}`;
      if (!('id' in one)) this.#serverId.set(key, serverId);
      return key;
    };
    const expected = this.model.apply(steps, named);
    const failed = expected[0]?.status !== undefined && expected[0].status >= 400;
    const statuses =
      alone || failed
        ? [reply.status]
        : reply.json.entry.map((e: { response: { status: string } }) => Number(e.response.status));
    expect(statuses, JSON.stringify(reply.json?.issue)).toEqual(
      failed ? [expected[0]?.status] : expected.map((one) => one.status),
    );
  }

  /** Every version of every resource is as the model has it. */
  async check(): Promise<void> {
    for (const [key, versions] of this.model.versions) {
      const serverId = this.idOf(key);
      const now = await request(server, `GET /Patient/${serverId}`);
      expect(now.status).toBe(versions.at(-1)?.body ? 200 : 410);
      const history = await request(server, `GET /Patient/${serverId}/_history?_count=1000`);
      const bodies = history.json.entry.map((e: { resource?: object }) => this.#modelBody(e.resource)).reverse();
      expect(bodies).toEqual(versions.map((version) => version.body));
      const found = await request(
        server,
        `GET /Patient?_id=${serverId}&active=${versions.at(-1)?.body?.active ?? true}`,
      );
      expect(found.json.entry?.length ?? 0).toBe(versions.at(-1)?.body ? 1 : 0);
    }
  }

  #entry(one: Step): Entry {
    const mrnOf = (n: number) => `http://mrn|${this.#prefix}${n}`;
    const at = 'id' in one ? `Patient/${this.idOf(`p${one.id}`)}` : 'Patient';
    if (one.do === 'delete') return { request: { method: 'DELETE', url: at } };
    if (one.do === 'deleteByMrn') return { request: { method: 'DELETE', url: `Patient?identifier=${mrnOf(one.mrn)}` } };
    if (one.do === 'patch') {
      const operations = [
        { op: 'add', path: '/active', value: one.active },
        ...(one.refers === undefined ? [] : [{ op: 'add', path: '/link', value: this.#link(one.refers) }]),
      ];
      const data = Buffer.from(JSON.stringify(operations)).toString('base64');
      return {
        request: { method: 'PATCH', url: at },
        resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data },
        sent: operations,
        headers: { 'content-type': 'application/json-patch+json' },
      };
    }
    const resource = {
      resourceType: 'Patient',
      ...('id' in one && { id: this.idOf(`p${one.id}`) }),
      ...('own' in one && { id: this.idOf(`p${one.own}`) }),
      active: one.active,
      ...('mrn' in one && { identifier: [{ system: 'http://mrn', value: `${this.#prefix}${one.mrn}` }] }),
      ...(one.do === 'put' && one.refers !== undefined && { link: this.#link(one.refers) }),
    };
    if (one.do === 'createOnce') {
      const ifNoneExist = `identifier=${mrnOf(one.mrn)}`;
      return {
        request: { method: 'POST', url: 'Patient', ifNoneExist },
        resource,
        sent: resource,
        headers: { 'if-none-exist': ifNoneExist },
      };
    }
    if (one.do === 'updateByMrn')
      return { request: { method: 'PUT', url: `Patient?identifier=${mrnOf(one.mrn)}` }, resource, sent: resource };
    const ifMatch = one.ifMatch === undefined ? {} : { ifMatch: `W/"${one.ifMatch}"` };
    return {
      request: { method: 'PUT', url: at, ...ifMatch },
      resource,
      sent: resource,
      ...(ifMatch.ifMatch && { headers: { 'if-match': ifMatch.ifMatch } }),
    };
  }

  #link(refers: number) {
    return [{ other: { reference: `Patient/${this.idOf(`p${refers}`)}` }, type: 'seealso' }];
  }

  #modelBody(resource: Record<string, unknown> | undefined | object) {
    const {
      active: isActive,
      identifier,
      link,
    } = (resource ?? {}) as {
      active?: boolean;
      identifier?: { value: string }[];
      link?: { other: { reference: string } }[];
    };
    if (!resource) return undefined;
    const refers = link?.[0] && Number(link[0].other.reference.at(-1));
    const number = identifier?.[0] && Number(identifier[0].value.slice(this.#prefix.length));
    return { active: isActive, ...(number !== undefined && { mrn: number }), ...(refers !== undefined && { refers }) };
  }
}

describe('the record', () => {
  it('agrees with a plain map after any sequence of interactions and transactions', async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(group, { minLength: 1, maxLength: 30, size: 'max' }), async (groups) => {
        const world = new World();
        for (const steps of groups) await world.play(steps);
        await world.check();
        steps += groups.flat().length;
      }),
      { numRuns: 120 },
    );
    expect(steps).toBeGreaterThan(1000);
  }, 300_000);
});

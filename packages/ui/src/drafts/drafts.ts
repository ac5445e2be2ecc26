/**
 * What a person has typed and not saved. It is kept on the server, for them alone; while that does not answer, in this window, and said so.
 * What the server has not heard of when the page goes (a session that ended elsewhere) waits in the session storage of the tab for the same person.
 */
import type { FhirClient } from '../data/fhir-client.ts';

export interface Draft {
  /** What is edited, such as `Patient/12/identity`. */
  readonly key: string;
  readonly body: DraftBody;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface DraftBody {
  /** What it is about, in words. */
  readonly title: string;
  /** Where it goes on: an address of the workbench. */
  readonly to: string;
  readonly [more: string]: unknown;
}

/** `here`: in this window only, until the server answers. */
export type Kept = 'kept' | 'underway' | 'here';

export interface Drafts {
  readonly all: () => readonly Draft[];
  readonly find: (key: string) => Draft | undefined;
  readonly keep: (key: string, body: DraftBody) => void;
  readonly drop: (key: string) => void;
  readonly state: () => Kept;
  /** Resolves when the server has everything, or cannot be told now. */
  readonly flush: () => Promise<void>;
  readonly subscribe: (listener: () => void) => () => void;
}

const stash = 'charthouse.unsent';
const pause = 400;
const again = 4_000;

/** Reads what is there. `person`: whose they are. */
export async function openDrafts(client: FhirClient, person: string): Promise<Drafts> {
  const drafts = createDrafts(client, person, await readAll(client));
  const left = JSON.parse(sessionStorage.getItem(stash) ?? 'null') as { person: string; drafts: Draft[] } | null;
  sessionStorage.removeItem(stash);
  if (left?.person === person) for (const { key, body } of left.drafts) drafts.keep(key, body);
  return drafts;
}

async function readAll(client: FhirClient): Promise<readonly Draft[]> {
  const answer = await client.send({ method: 'GET', path: '/workbench/drafts' }).catch(() => undefined);
  return answer ? ((await answer.json()) as { drafts: Draft[] }).drafts : [];
}

function createDrafts(client: FhirClient, person: string, before: readonly Draft[]): Drafts {
  let all = before;
  let state: Kept = 'kept';
  const unsent = new Set<string>();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  const tell = (next: Kept) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const find = (key: string) => all.find((one) => one.key === key);
  const later = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), wait);
  };
  const send = async () => {
    for (const key of [...unsent]) {
      const draft = find(key);
      unsent.delete(key);
      try {
        await client.send({ method: draft ? 'PUT' : 'DELETE', path: `/workbench/drafts/${key}`, body: draft?.body });
      } catch {
        unsent.add(key);
        tell('here');
        return later(again);
      }
    }
    tell(unsent.size > 0 ? 'underway' : 'kept');
  };
  const flush = async () => {
    clearTimeout(timer);
    await sending;
    sending = send();
    await sending;
  };
  const change = (key: string, next: readonly Draft[]) => {
    all = next;
    unsent.add(key);
    tell(state === 'here' ? 'here' : 'underway');
    later(pause);
  };
  addEventListener('pagehide', () => {
    const left = all.filter(({ key }) => unsent.has(key) || state !== 'kept');
    if (left.length > 0) sessionStorage.setItem(stash, JSON.stringify({ person, drafts: left }));
  });
  return {
    ...{ find, flush, all: () => all, state: () => state },
    keep: (key, body) => change(key, [{ key, body, changed: Date.now() }, ...all.filter((one) => one.key !== key)]),
    drop: (key) =>
      find(key) &&
      change(
        key,
        all.filter((one) => one.key !== key),
      ),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** News of lists that have changed, as they happen: one connection for the whole workbench, opened again when it is lost. No asking over and over. */
import { createContext, useContext, useEffect } from 'react';
import { useFhirClient } from '../data/fhir-context.ts';

/** Ids of lists. */
type Hear = (lists: readonly string[]) => void;

export interface Live {
  /** Answers how to stop. */
  readonly subscribe: (hear: Hear) => () => void;
}

export const LiveContext = createContext<Live | undefined>(undefined);

/** Milliseconds before a lost connection is opened again: longer each time; and how long somebody may be away for it to be held open. */
const [shortest, longestPause, away] = [500, 30_000, 10 * 60_000];

/** Milliseconds between two times that screens are told, and over which browsers spread them: a busy house tells of changes all the time. */
const [apart, spread] = [3_000, 500];

interface Reading {
  readonly signal: AbortSignal;
  readonly read: (path: string, signal: AbortSignal) => Promise<Response>;
}

/** Begins to listen; `read` asks the server as whoever is signed in. */
export function openLive({ read, signal }: Reading): Live {
  const hearing = new Set<Hear>();
  let active = Date.now();
  const stillHere = () => {
    active = Date.now();
  };
  for (const event of ['pointerdown', 'keydown', 'focus']) addEventListener(event, stillHere, { signal });
  const tell = paced((lists) => {
    for (const hear of hearing) hear(lists);
  }, signal);
  const run = async () => {
    let pause = shortest;
    while (!signal.aborted) {
      if (Date.now() - active > away) await somebodyActs(signal);
      try {
        const { body } = await read('/workbench/events', signal);
        for await (const lists of newsOf(body)) {
          pause = shortest;
          tell(lists);
        }
      } catch {
        // it is opened again below
      }
      await new Promise((done) => setTimeout(done, pause * (0.75 + Math.random() / 2)));
      pause = Math.min(pause * 2, longestPause);
    }
  };
  void run();
  return {
    subscribe: (hear) => {
      hearing.add(hear);
      return () => hearing.delete(hear);
    },
  };
}

/** Tells at once, and then no oftener than every few seconds what has changed meanwhile. */
function paced(tell: Hear, signal: AbortSignal): Hear {
  const changed = new Set<string>();
  let last = -apart;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(waiting));
  const now = () => {
    [waiting, last] = [undefined, performance.now()];
    const lists = [...changed];
    changed.clear();
    tell(lists);
  };
  return (lists) => {
    for (const list of lists) changed.add(list);
    waiting ??= setTimeout(
      now,
      Math.max(last + apart - performance.now(), 0) + (last < 0 ? 0 : Math.random() * spread),
    );
  };
}

function somebodyActs(signal: AbortSignal): Promise<unknown> {
  return new Promise((done) => {
    for (const event of ['pointerdown', 'keydown', 'focus']) addEventListener(event, done, { once: true, signal });
  });
}

/** The lists of each message: https://html.spec.whatwg.org/multipage/server-sent-events.html */
async function* newsOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<readonly string[]> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) yield (JSON.parse(data) as { lists: readonly string[] }).lists;
    }
  }
}

/** Calls `hear` with every news while the screen is open. */
export function useNews(hear: Hear): void {
  const live = useContext(LiveContext);
  useEffect(() => live?.subscribe(hear), [live, hear]);
}

/** Reads news as who is at the screen. */
export function useNewsReader() {
  const client = useFhirClient();
  return (path: string, signal: AbortSignal) =>
    client.send({ method: 'GET', path, signal, headers: { accept: 'text/event-stream' } });
}

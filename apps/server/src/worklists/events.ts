/**
 * `/workbench/events`: tells who has the workbench open which of their lists have changed, and nothing of what is in them.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import type { ServerResponse } from 'node:http';
import type { WorkNews, WorkWatch } from '@charthouse/chart-store';
import type { DecidingParts, Principal } from '@charthouse/fhir-api';
import type { Kernel } from '@charthouse/worklist';

export interface EventParts {
  readonly work: WorkWatch;
  readonly kernel: Kernel;
  readonly may?: DecidingParts['may'];
}

/** Milliseconds: what changes at once is told at once; that somebody is there; then the browser asks again, as somebody who is still signed in. */
const [gather, beat, longest] = [200, 15_000, 600_000];

/** How accounts are named in the record. */
const accountSystem = 'https://charthouse.dev/fhir/sid/account';

/** Answers how to end it. */
export function tellEvents(
  out: ServerResponse,
  person: Principal | undefined,
  { work, kernel, may }: EventParts,
): () => void {
  const own = kernel.lists.filter(({ needs }) => !needs || !person || !may || may(person, needs)).map(({ id }) => id);
  const me = `${accountSystem}|${person?.user ?? person?.name ?? 'anonymous'}`;
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const say = (event: string, data: object) => out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const tell = () => {
    timer = undefined;
    say('work', { lists: [...changed] });
    changed.clear();
  };
  const end = () => {
    stop();
    clearInterval(beating);
    clearTimeout(ending);
    clearTimeout(timer);
    out.end();
  };
  const stop = work.subscribe((news) => {
    for (const list of listsOf(news, { own, me, kernel })) changed.add(list);
    if (changed.size > 0) timer ??= setTimeout(tell, gather);
  });
  const beating = setInterval(() => out.write(': here\n\n'), beat);
  const ending = setTimeout(end, longest);
  out.on('close', end);
  say('hello', { lists: own });
  return end;
}

interface Own {
  readonly own: readonly string[];
  readonly me: string;
  readonly kernel: Kernel;
}

/** Of a person's lists those that may have changed. */
function listsOf({ lists, owners }: WorkNews, { own, me, kernel }: Own): readonly string[] {
  if (!lists || !owners) return own;
  return own.filter((id) => {
    const asks = (parameter: string) => kernel.list(id)?.query.some(([name]) => name.startsWith(parameter));
    if (asks('owner')) return owners.includes(me);
    return lists.includes(id) || !asks('_tag'); // what is not placed in it may be in it: what was declined, anywhere
  });
}

/** A worklist as searches of the FHIR API. */
import { type Worklist, worklistSystem } from '@charthouse/worklist';
import { identifierOf, type Me } from './me.ts';

const page = 100;

export function pageQuery(list: Worklist, me: Me): string {
  const asked = parameters(list, me);
  asked.append('_sort', list.sort.replace('due', 'authored-on'));
  asked.append('_count', String(page));
  asked.append('_include', 'Task:patient');
  return `Task?${asked}`;
}

export function countQuery(list: Worklist, me: Me): string {
  const asked = parameters(list, me);
  asked.append('_summary', 'count');
  return `Task?${asked}`;
}

function parameters({ id, query }: Worklist, me: Me): URLSearchParams {
  const { system, value } = identifierOf(me);
  return new URLSearchParams(
    query.map(([name, text]) => [
      name,
      text.replace('{me}', `${system}|${value}`).replace('{here}', `${worklistSystem}|${id}`),
    ]),
  );
}

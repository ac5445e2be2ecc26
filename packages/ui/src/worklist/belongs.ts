/** Whether a task that has changed is still in a list, by what the list asks of state, place and owner: what has left it leaves the screen. */
import { placementOf, type Worklist } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { identifierOf, type Me } from './me.ts';

type Check = (value: string, task: Task, me: Me) => boolean;

const checks: Readonly<Record<string, Check>> = {
  status: (value, { status }) => value.split(',').includes(status),
  'owner:identifier': (value, { owner }, me) => {
    const { system, value: account } = identifierOf(me);
    const { identifier } = owner ?? {};
    return `${identifier?.system}|${identifier?.value}` === value.replace('{me}', `${system}|${account}`);
  },
  owner: (value, { owner }, { fhirUser = 'nobody' }) => owner?.reference === value.replace('{self}', fhirUser),
};

/** Other parameters are left to the server: a page that is read anew answers them. */
export function belongs(task: Task, { id, query }: Pick<Worklist, 'id' | 'query'>, me: Me): boolean {
  const list = placementOf(task as never)?.code;
  return query.every(([name, value]) => {
    if (name === '_tag' && value === '{here}') return list === undefined || list === id;
    return checks[name]?.(value, task, me) ?? true;
  });
}

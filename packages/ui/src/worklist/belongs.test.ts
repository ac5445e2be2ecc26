import { houseKernel, openHere, worklistSystem } from '@charthouse/worklist';
import type { Task } from 'fhir/r4';
import { expect, test } from 'vitest';
import { belongs } from './belongs.ts';
import { accountSystem } from './me.ts';

const me = { name: 'Ada', user: 'ada', fhirUser: 'Practitioner/ada', permissions: [] };
const task = (more: Partial<Task>) => ({ resourceType: 'Task', status: 'requested', intent: 'order', ...more }) as Task;
const here = { id: 'desk/list', query: openHere };
const mine = houseKernel.list('mine/tasks')!;

test('a task that has ended, or went to another list, leaves its list', () => {
  const meta = (code: string) => ({ meta: { tag: [{ system: worklistSystem, code }] } });
  expect(belongs(task(meta('desk/list')), here, me)).toBe(true);
  expect(belongs(task({ ...meta('desk/list'), status: 'completed' }), here, me)).toBe(false);
  expect(belongs(task(meta('desk/other')), here, me)).toBe(false);
});

test('a task that is somebody else’s leaves what is mine: by account, and by who I am in the record', () => {
  const owned = (value: string) => task({ owner: { identifier: { system: accountSystem, value } } });
  expect(belongs(owned('ada'), mine, me)).toBe(true);
  expect(belongs(owned('bo'), mine, me)).toBe(false);
  const own = { id: 'desk/own', query: [['owner', '{self}'] as const] };
  expect(belongs(task({ owner: { reference: 'Practitioner/ada' } }), own, me)).toBe(true);
  expect(belongs(task({ owner: { reference: 'Practitioner/bo' } }), own, me)).toBe(false);
});

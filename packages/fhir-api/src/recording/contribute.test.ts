import { expect, test } from 'vitest';
import type { WriteCall } from '../writing/write-call.ts';
import { refuseLogWrites } from './contribute.ts';

const call = (kind: WriteCall['kind'], type = 'AuditEvent'): WriteCall => ({ kind, type, id: 'e', place: '' });
const refused = (one: WriteCall, kind: 'service' | 'staff' | 'system', given: boolean) => () =>
  refuseLogWrites([call('create', 'Patient'), one], {
    principal: { name: 'x', kind },
    may: (_, permission) => given && permission === 'access-log.contribute',
  });

test('a service that may contribute adds AuditEvents of another system, and changes none', () => {
  expect(refused(call('create'), 'service', true)).not.toThrow();
  for (const kind of ['update', 'patch', 'delete'] as const)
    expect(refused(call(kind), 'service', true)).toThrow('cannot be written');
});

test('nobody else writes AuditEvents: no other service, no person, nobody without sign-in', () => {
  expect(refused(call('create'), 'service', false)).toThrow('cannot be written');
  expect(refused(call('create'), 'staff', true)).toThrow('cannot be written');
  expect(refused(call('update'), 'system', false)).not.toThrow();
  expect(() =>
    refuseLogWrites([call('create')], { principal: { name: 'x', kind: 'anonymous' }, may: undefined }),
  ).toThrow('cannot be written');
});

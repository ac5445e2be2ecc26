import { describe, expect, it } from 'vitest';
import { identityLocks } from './criteria.ts';

const hash = (text: string) => BigInt([...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9, 7));
const patient = (value: string) => ({ resourceType: 'Patient', identifier: [{ system: 'http://mrn', value }] });

describe('locks of conditional writes', () => {
  it('different criteria that can mean one resource share a lock through the identifiers of the body', () => {
    const byIdentifier = identityLocks(
      [{ type: 'Patient', criteria: [['identifier', 'http://mrn|1']], resource: patient('1') }],
      hash,
    );
    const byOther = identityLocks(
      [{ type: 'Patient', criteria: [['identifier', 'http://other|9']], resource: patient('1') }],
      hash,
    );
    expect([...byIdentifier.exclusive].some((key) => byOther.exclusive.has(key))).toBe(true);
  });

  it('criteria without an identifier wait for all conditional writes of the type', () => {
    const byName = identityLocks([{ type: 'Patient', criteria: [['name', 'smith']], resource: patient('1') }], hash);
    const byIdentifier = identityLocks(
      [{ type: 'Patient', criteria: [['identifier', 'http://mrn|2']], resource: patient('2') }],
      hash,
    );
    expect([...byIdentifier.shared].every((key) => byName.exclusive.has(key))).toBe(true);
  });

  it('writes of different identifiers do not wait for each other', () => {
    const one = identityLocks(
      [{ type: 'Patient', criteria: [['identifier', 'http://mrn|1']], resource: patient('1') }],
      hash,
    );
    const two = identityLocks(
      [{ type: 'Patient', criteria: [['identifier', 'http://mrn|2']], resource: patient('2') }],
      hash,
    );
    expect([...one.exclusive].some((key) => two.exclusive.has(key))).toBe(false);
  });
});

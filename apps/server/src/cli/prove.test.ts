import { expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

test.each(['Patient', 'patient/1', 'Patient/1/_history', 'Patient/1/_history/x', 'Patient/a b'])(
  'what is no version of a resource is wrong usage: %s',
  async (reference) => {
    const { code, error } = await ran(['prove', reference]);
    expect(code).toBe(2);
    expect(error).toContain('is no TYPE/ID or TYPE/ID/_history/VERSION');
  },
);

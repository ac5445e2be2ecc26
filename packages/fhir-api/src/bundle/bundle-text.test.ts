import { describe, expect, it } from 'vitest';
import { bundleText } from './bundle-text.ts';

describe('bundles as text', () => {
  it('pass stored resources through unchanged', () => {
    const resource = '{"resourceType":"Observation","valueQuantity":{"value":1.0}}';
    const text = bundleText({ id: 'b', type: 'searchset', at: 0, total: 1 }, [
      { fullUrl: 'http://x/Observation/1', resource, search: { mode: 'match' } },
    ]);
    expect(text).toContain(`"resource":${resource}`);
    expect(JSON.parse(text)).toMatchObject({
      resourceType: 'Bundle',
      id: 'b',
      type: 'searchset',
      total: 1,
      meta: { lastUpdated: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('have no entry array when there is nothing in it', () => {
    expect(JSON.parse(bundleText({ id: 'b', type: 'history', at: 0 }, []))).not.toHaveProperty('entry');
  });

  it('say when a total is an estimate', () => {
    expect(
      JSON.parse(bundleText({ id: 'b', type: 'searchset', at: 0, total: 5, estimated: true }, [])).meta.tag[0].code,
    ).toBe('estimated-total');
  });

  it('put outcomes into responses', () => {
    const text = bundleText({ id: 'b', type: 'batch-response', at: 0 }, [
      { response: { status: '404', outcome: '{"resourceType":"OperationOutcome"}' } },
    ]);
    expect(JSON.parse(text).entry[0].response).toEqual({
      status: '404',
      outcome: { resourceType: 'OperationOutcome' },
    });
  });
});

import type { Resource } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { changeMeta } from './change-meta.ts';

const resource = (meta: object): Resource => ({ resourceType: 'Patient', id: '1', meta: meta as Resource['meta'] });

describe('meta-add and meta-delete', () => {
  it('add what is missing and keep what is there', () => {
    const { value } = changeMeta(
      { value: resource({ versionId: '3', tag: [{ system: 's', code: 'a' }] }), literals: [] },
      'add',
      {
        tag: [
          { system: 's', code: 'a', display: 'again' },
          { system: 's', code: 'b' },
        ],
        profile: ['http://p'],
      },
    );
    expect((value as Resource).meta).toEqual({
      versionId: '3',
      tag: [
        { system: 's', code: 'a' },
        { system: 's', code: 'b' },
      ],
      profile: ['http://p'],
    });
  });

  it('delete by system and code, and leave no empty list', () => {
    const { value } = changeMeta({ value: resource({ tag: [{ system: 's', code: 'a' }] }), literals: [] }, 'delete', {
      tag: [{ system: 's', code: 'a' }],
    });
    expect((value as Resource).meta).toEqual({});
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pagePosition, pageUrl } from './page-link.ts';
import { queryOf } from './url.ts';

const sign = (text: string) => createHmac('sha256', 'key of the test').update(text).digest('base64url');
const url = 'http://localhost:8420/fhir/R4/Patient';
const query = queryOf('name=smith&_count=2');

describe('page links', () => {
  const link = pageUrl(url, query, { position: ['a', 1], sign });
  const [, linkQuery = ''] = link.split('?');

  it('carry the position and the query', () => {
    expect(pagePosition(url, queryOf(linkQuery), sign)).toEqual(['a', 1]);
    expect(pagePosition(url, query, sign)).toBeUndefined();
    expect(link).toContain('name=smith&_count=2');
  });

  it('work under another host name of the same server', () => {
    expect(pagePosition('https://chart.example.org/fhir/R4/Patient', queryOf(linkQuery), sign)).toEqual(['a', 1]);
  });

  it.each([
    ['an altered query', linkQuery.replace('smith', 'jones')],
    ['an altered position', linkQuery.replace('_page=', '_page=x')],
    ['no signature', linkQuery.replace(/\.[^.]*$/, '')],
  ])('are refused with %s', (_, altered) => {
    expect(() => pagePosition(url, queryOf(altered), sign)).toThrow('altered or belongs to another query');
  });
});

/** Stateless page links: where the next page starts, signed so that nobody can point it elsewhere. Nothing is kept on the server. */
import { outcomes } from '@charthouse/fhir-model';
import type { Query } from '../call.ts';
import { queryText } from './url.ts';

/** The query parameter that carries the position. */
export const pageParameter = '_page';

type Sign = (text: string) => string;

/** The URL of the page after `position` of the same query. */
export function pageUrl(url: string, query: Query, { position, sign }: { position: unknown; sign: Sign }): string {
  const rest = query.filter(([name]) => name !== pageParameter);
  const text = Buffer.from(JSON.stringify(position)).toString('base64url');
  const signature = sign(scope(url, rest, text));
  return urlOf(url, [...rest, [pageParameter, `${text}.${signature}`]]);
}

/**
 * The position in a query's page parameter; undefined on a first page.
 * @throws OutcomeError 400 when the link was altered or belongs to another query
 */
export function pagePosition(url: string, query: Query, sign: Sign): unknown {
  const token = query.find(([name]) => name === pageParameter)?.[1];
  if (token === undefined) return undefined;
  const [text = '', signature = ''] = token.split('.');
  const rest = query.filter(([name]) => name !== pageParameter);
  if (signature !== sign(scope(url, rest, text)))
    throw outcomes.badRequest(
      'This page link was altered or belongs to another query. Start again from the first page.',
    );
  return JSON.parse(Buffer.from(text, 'base64url').toString());
}

export function urlOf(url: string, query: Query): string {
  const text = queryText(query);
  return text ? `${url}?${text}` : url;
}

/** What the signature binds: the path below any host name, the query and the position. */
function scope(url: string, query: Query, position: string): string {
  return `page|${url.replace(/^https?:\/\/[^/]+/, '')}|${JSON.stringify(query)}|${position}`;
}

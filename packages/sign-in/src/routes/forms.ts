/** Forms of our own pages, and their answers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pageHeaders } from '../pages/page.ts';
import { keyed, sameText } from '../secrets.ts';

const largestForm = 32 * 1024;

export type Form = URLSearchParams;

/** Within this scope bodies are forms. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: largestForm },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

export function formOf(request: FastifyRequest): Form {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

/** What a form of ours carries to show that the page it came from was ours, for the same sign-in or session. */
export function csrfOf(cookieKey: string, place: string): string {
  return keyed(cookieKey, `form|${place}`);
}

export function isOurs(form: Form, cookieKey: string, place: string): boolean {
  return sameText(form.get('csrf') ?? '', csrfOf(cookieKey, place));
}

export function sendPage(reply: FastifyReply, text: string, formTargets: readonly string[] = []): FastifyReply {
  return reply.headers(pageHeaders(formTargets)).send(text);
}

/** `/workbench/drafts`: what the caller has typed and not saved, on whatever machine they sit next. */
import type { ChartStore } from '@charthouse/chart-store';
import { isObject, type JsonValue, outcomes } from '@charthouse/fhir-model';
import type { FastifyRequest } from 'fastify';
import { draftsOf, dropDraft, keepDraft } from '../drafts/drafts.ts';
import type { WorkbenchCall } from './workbench-call.ts';

const key = /^[A-Za-z\d./:_-]{1,200}$/;
/** Characters of JSON. */
const longest = 64_000;

export function draftCalls(store: Pick<ChartStore, 'transaction'>): readonly WorkbenchCall[] {
  const accountOf = (person: { readonly user?: string } | undefined) => person?.user ?? 'anonymous';
  return [
    {
      method: 'GET',
      url: '/drafts',
      handle: async (_request, person) => ({ drafts: await draftsOf(store, accountOf(person)) }),
    },
    {
      method: 'PUT',
      url: '/drafts/*',
      handle: async (request, person) => {
        await keepDraft(store, accountOf(person), { key: keyOf(request), body: bodyOf(request) });
        return undefined;
      },
    },
    {
      method: 'DELETE',
      url: '/drafts/*',
      handle: async (request, person) => {
        await dropDraft(store, accountOf(person), keyOf(request));
        return undefined;
      },
    },
  ];
}

function keyOf({ params }: FastifyRequest): string {
  const given = (params as { '*': string })['*'];
  if (key.test(given)) return given;
  throw outcomes.badRequest('The key of a draft is 1 to 200 letters, digits and ./:_-');
}

function bodyOf({ body: given }: FastifyRequest): Readonly<Record<string, unknown>> {
  const body = given as JsonValue | undefined;
  if (!isObject(body)) throw outcomes.badRequest('A draft is a JSON object.');
  if (JSON.stringify(body).length > longest) throw outcomes.tooLarge(`A draft has at most ${longest} characters.`);
  return body;
}

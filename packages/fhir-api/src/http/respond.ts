/** A result as an HTTP answer: status, headers and bytes in the format agreed on. */
import { isObject, type OutcomeError, operationOutcome, parseJson, withLiterals } from '@charthouse/fhir-model';
import { writeXml } from '@charthouse/fhir-xml';
import type { Call, Result } from '../call.ts';
import { entityTag } from './entity-tag.ts';
import { type Format, mediaTypes } from './format.ts';
import { shaped, shapeOf } from './shape.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export interface Wanted {
  readonly format: Format;
  readonly pretty: boolean;
}

/** The answer to a call. Stored JSON text is passed on untouched unless something in it has to change. */
export function respond(call: Call, result: Result, wanted: Wanted): Answer {
  const headers: Record<string, string> = {};
  if (result.version !== undefined && (result.stored || result.status === 204 || result.status === 304)) {
    headers.etag = entityTag(result.version);
    if (result.lastUpdated !== undefined) headers['last-modified'] = new Date(result.lastUpdated).toUTCString();
  }
  if (isChange(call) && result.id !== undefined && result.version !== undefined && result.status !== 204)
    headers.location = `${call.base}/${result.type}/${result.id}/_history/${result.version}`;
  const text = bodyText(call, result);
  if (text === undefined) return { status: result.status, headers };
  return withBody({ status: result.status, headers, text: shaped(text, shapeOf(call)) }, wanted);
}

/** An error as an answer with its OperationOutcome. */
export function respondError(error: OutcomeError, wanted: Wanted): Answer {
  return withBody(
    { status: error.status, headers: { ...error.headers }, text: JSON.stringify(operationOutcome(error.issues)) },
    wanted,
  );
}

function withBody(
  { status, headers, text }: { status: number; headers: Record<string, string>; text: string },
  wanted: Wanted,
): Answer {
  headers['content-type'] = mediaTypes[wanted.format];
  return { status, headers, body: formatted(text, wanted) };
}

function isChange({ interaction }: Call): boolean {
  return interaction === 'create' || interaction === 'update' || interaction === 'patch';
}

function bodyText(call: Call, result: Result): string | undefined {
  if (!isChange(call) || call.preferences.return === undefined) return result.body;
  if (call.preferences.return === 'minimal') return undefined;
  if (call.preferences.return === 'representation') return result.body;
  const what = { create: 'Created', update: 'Updated', patch: 'Patched' }[
    call.interaction as 'create' | 'update' | 'patch'
  ];
  const diagnostics = `${result.status === 200 && call.interaction === 'create' ? 'Found' : what} ${result.type}/${result.id}, version ${result.version}.`;
  return JSON.stringify(operationOutcome([{ severity: 'information', code: 'informational', diagnostics }]));
}

function formatted(text: string, { format, pretty }: Wanted): string {
  if (format === 'json' && !pretty) return text;
  const { value, literals } = parseJson(text);
  if (format === 'json') return withLiterals(literals, () => JSON.stringify(value, null, 2));
  return isObject(value) ? writeXml(value, literals) : text;
}

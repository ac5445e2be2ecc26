/** A result as an HTTP answer: status, headers and bytes in the format agreed on. */
import {
  type Issue,
  isObject,
  type OutcomeError,
  operationOutcome,
  parseJson,
  withLiterals,
} from '@charthouse/fhir-model';
import { writeXml } from '@charthouse/fhir-xml';
import type { Call, Result } from '../call.ts';
import { changeOutcome } from './change-outcome.ts';
import { entityTag } from './entity-tag.ts';
import { type Format, mediaTypes } from './format.ts';
import { obligationHeaders } from './obligation-headers.ts';
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
  const headers = headersOf(result);
  if (isChange(call) && result.id !== undefined && result.version !== undefined && result.status !== 204)
    headers.location = `${call.base}/${result.type}/${result.id}/_history/${result.version}`;
  const text = bodyText(call, result);
  if (text === undefined) return { status: result.status, headers };
  // What has a body is no 204: https://hl7.org/fhir/R4/http.html#delete
  const status = result.status === 204 ? 200 : result.status;
  return withBody({ status, headers, text: shaped(text, shapeOf(call)) }, wanted);
}

/** The headers that any form of the answer has. */
export function headersOf(result: Result): Record<string, string> {
  const headers: Record<string, string> = {};
  if (result.version !== undefined && (result.stored || result.status === 204 || result.status === 304)) {
    headers.etag = entityTag(result.version);
    if (result.lastUpdated !== undefined) headers['last-modified'] = new Date(result.lastUpdated).toUTCString();
  }
  Object.assign(headers, obligationHeaders(result.obligations));
  if (result.warnings?.length) headers.warning = result.warnings.slice(0, warningsShown).map(warningText).join(', ');
  return headers;
}

const warningsShown = 5;

/** https://www.rfc-editor.org/rfc/rfc7234#section-5.5: for people to read, whatever the answer is. */
function warningText({ diagnostics }: Issue): string {
  const text = diagnostics.replaceAll('"', "'").replace(/[^\x20-\x7e]|\\/g, '?');
  return `199 - "${text.slice(0, 200)}"`;
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
  if (isChange(call) && call.preferences.return === 'minimal') return undefined;
  return changeOutcome(call, result) ?? result.body;
}

function formatted(text: string, { format, pretty }: Wanted): string {
  if (format === 'json' && !pretty) return text;
  const { value, literals } = parseJson(text);
  if (format === 'json') return withLiterals(literals, () => JSON.stringify(value, null, 2));
  return isObject(value) ? writeXml(value, literals, pretty ? '  ' : '') : text;
}

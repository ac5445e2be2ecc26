/** An HTTP request as a call: https://hl7.org/fhir/R4/http.html */
import { outcomes, parseJson } from '@charthouse/fhir-model';
import { MisreadXml, readXml } from '@charthouse/fhir-xml';
import type { Call, InteractionName, Preferences, Query } from '../call.ts';
import type { ApiSettings } from '../parts.ts';
import { checkCharset, checkFhirVersion, contentFormat, mediaTypeOf, patchFormat } from './format.ts';
import { queryOf, type Target, targetOf } from './url.ts';

export interface RawRequest {
  readonly method: string;
  /** Path below the FHIR base, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer | undefined;
  readonly base: string;
}

/** @throws OutcomeError 400, 404, 405, 415 */
export function readRequest(raw: RawRequest, settings: ApiSettings): Call {
  const target = targetOf(raw.method, raw.path);
  const header = (name: string) => {
    const value = raw.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const content = header('content-type');
  const isForm = mediaTypeOf(content) === 'application/x-www-form-urlencoded';
  if (raw.body && raw.body.length > 0) checkCharset(content);
  const text = raw.body && raw.body.length > 0 ? utf8(raw.body, target) : undefined;
  return {
    ...target,
    method: raw.method,
    base: raw.base,
    query: [...queryOf(raw.query), ...(isForm && text !== undefined ? formQuery(text, target) : [])],
    conditions: {
      ifMatch: header('if-match'),
      ifNoneMatch: header('if-none-match'),
      ifModifiedSince: header('if-modified-since'),
      ifNoneExist: header('if-none-exist'),
    },
    preferences: preferencesOf(header('prefer')),
    idempotencyKey: header('idempotency-key'),
    ...(text !== undefined && !isForm && bodyOf(text, { content, target, settings })),
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function utf8(body: Buffer, target: Target): string {
  try {
    return decoder.decode(body);
  } catch {
    throw target.type === 'Binary'
      ? outcomes.unsupportedMediaType('Send binary content as a Binary resource with base64 data.')
      : outcomes.malformed('The body is not UTF-8 text.');
  }
}

function formQuery(text: string, target: Target): Query {
  const { interaction } = target;
  const isResource = interaction === 'operation' && /^\s*[{<]/.test(text);
  if (interaction === 'search' || (interaction === 'operation' && !isResource)) return queryOf(text);
  const instead = insteadOfForm[interaction];
  throw outcomes.unsupportedMediaType(
    `${instead ? `Send Content-Type: ${instead}. ` : ''}A form (application/x-www-form-urlencoded) is taken by _search and by operations only.`,
  );
}

const resource = 'application/fhir+json (or application/fhir+xml)';

/** What to send where a form came, as clients send it that name no content type. */
const insteadOfForm: Partial<Record<InteractionName, string>> = {
  create: resource,
  update: resource,
  bundle: resource,
  operation: resource,
  patch: 'application/json-patch+json (or application/fhir+json, application/xml-patch+xml)',
};

const takenBy = ({ interaction }: Target) => insteadOfForm[interaction] ?? resource;

interface Around {
  readonly content: string | undefined;
  readonly target: Target;
  readonly settings: ApiSettings;
}

/** What a call has of its body. */
type Sent = Pick<Call, 'input' | 'misread' | 'source' | 'patch'>;

function bodyOf(text: string, { content, target, settings }: Around): Sent {
  const limits = { depth: settings.depthLimit };
  if (target.interaction === 'patch') {
    const own = patchFormat(content);
    if (own === 'json') return { patch: { format: 'json', operations: parseJson(text, limits) } };
    if (own === 'xml') return { patch: { format: 'xml', text } };
  }
  checkFhirVersion(content, outcomes.unsupportedMediaType);
  if (target.interaction === 'search')
    throw outcomes.unsupportedMediaType('_search takes a form: application/x-www-form-urlencoded.');
  const format = contentFormat(content);
  if (!format)
    throw outcomes.unsupportedMediaType(
      content === undefined
        ? `The Content-Type header is missing; send ${takenBy(target)}.`
        : `"${content}" is not taken here; send ${takenBy(target)}.`,
    );
  const sent = format === 'json' ? { input: parseJson(text, limits) } : fromXml(text, target);
  return target.interaction === 'patch'
    ? { patch: { format: 'fhirpath', parameters: sent.input } }
    : { ...sent, source: { text, format } };
}

function fromXml(text: string, { operation }: Target): Required<Pick<Call, 'input'>> & Sent {
  try {
    return { input: readXml(text) };
  } catch (error) {
    if (!(error instanceof MisreadXml) || operation !== '$validate') throw error;
    return { input: error.read, misread: error.issues };
  }
}

const noPreferences: Preferences = {};

/** https://hl7.org/fhir/R4/http.html#ops, https://www.rfc-editor.org/rfc/rfc7240 */
export function preferencesOf(header: string | undefined): Preferences {
  if (header === undefined) return noPreferences;
  const wanted = new Map(
    header.split(/[,;]/).map((part) => {
      const [name = '', value = ''] = part.split('=').map((text) => text.trim().toLowerCase());
      return [name, value.replace(/^"(.*)"$/, '$1')];
    }),
  );
  const returns = (['minimal', 'representation', 'OperationOutcome'] as const).find(
    (value) => value.toLowerCase() === wanted.get('return'),
  );
  const handling = (['strict', 'lenient'] as const).find((value) => value === wanted.get('handling'));
  return { ...(returns && { return: returns }), ...(handling && { handling }) };
}

/**
 * What can go wrong, as FHIR says it: every failure is an `OutcomeError` made by one of the named functions below, thrown
 * where it is found and turned into an OperationOutcome once, at the edge. https://hl7.org/fhir/R4/operationoutcome.html
 */

/** https://hl7.org/fhir/R4/valueset-issue-type.html (the codes in use here). */
export type IssueCode =
  | 'invalid' | 'structure' | 'required' | 'value' | 'invariant' | 'code-invalid' | 'security' | 'login' | 'forbidden'
  | 'processing' | 'not-supported' | 'duplicate' | 'multiple-matches' | 'not-found' | 'deleted' | 'too-long' | 'extension'
  | 'too-costly' | 'business-rule' | 'conflict' | 'transient' | 'lock-error' | 'no-store' | 'exception' | 'timeout'
  | 'incomplete' | 'throttled' | 'informational'; // biome-ignore format: one table

export interface Issue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  readonly code: IssueCode;
  /** What is wrong, where, and what to do: one or two plain sentences. */
  readonly diagnostics: string;
  /** FHIRPath of the offending elements, e.g. `Patient.name[0].family`. */
  readonly expression?: readonly string[];
  /** The JSON property of that element that is meant, where it is no element itself: for the position only. */
  readonly property?: string;
  /** The element of the definition that asks for it: canonical address, `#` and element id. */
  readonly definition?: string;
  /** 1-based position in the source text, when known. */
  readonly line?: number;
  readonly column?: number;
}

/** A failure with its HTTP status and the issues of its OperationOutcome. */
export class OutcomeError extends Error {
  readonly status: number;
  readonly issues: readonly Issue[];
  /** HTTP headers that belong to this answer: `retry-after`, `allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, issues: readonly Issue[], headers: Readonly<Record<string, string>> = {}) {
    super(issues[0]?.diagnostics ?? `status ${status}`);
    this.name = 'OutcomeError';
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

const failure =
  (status: number, code: IssueCode, severity: Issue['severity'] = 'error') =>
  (diagnostics: string, expression?: string | readonly string[]): OutcomeError =>
    new OutcomeError(status, [
      {
        severity,
        code,
        diagnostics,
        ...(expression && { expression: typeof expression === 'string' ? [expression] : expression }),
      },
    ]);

/** The named failures. Each takes the diagnostics and, where an element is at fault, its FHIRPath. */
export const outcomes = {
  /** 400: the text is no JSON, no XML, not UTF-8. */
  malformed: failure(400, 'structure', 'fatal'),
  /** 400: understood, but not allowed here. */
  badRequest: failure(400, 'invalid'),
  /** 400: a parameter, header or value the server does not know. */
  notSupported: failure(400, 'not-supported'),
  notFound: failure(404, 'not-found'),
  /** 405 */
  methodNotAllowed: failure(405, 'not-supported'),
  /** 406: no format of the Accept header can be given. */
  notAcceptable: failure(406, 'not-supported'),
  /** 410 */
  gone: failure(410, 'deleted'),
  /** 409: the record is not in a state that allows this (references to it, version moved on). */
  conflict: failure(409, 'conflict'),
  /** 412: If-Match did not match the current version. */
  versionMismatch: failure(412, 'conflict'),
  /** 412: If-None-Match: * asked for a resource that is new, and it is there. */
  existsAlready: failure(412, 'duplicate'),
  /** 412: conditional criteria match more than one resource. */
  multipleMatches: failure(412, 'multiple-matches'),
  /** 413 */
  tooLarge: failure(413, 'too-long'),
  /** 414 */
  urlTooLong: failure(414, 'too-long'),
  /** 415 */
  unsupportedMediaType: failure(415, 'not-supported'),
  /** 422: well-formed, but breaks a rule of the specification or of the record. */
  unprocessable: failure(422, 'processing'),
  /** 422: a reference to something that is not there. */
  danglingReference: failure(422, 'not-found'),
  /** 422: business rule of this server. */
  refused: failure(422, 'business-rule'),
  /** 403 */
  forbidden: failure(403, 'forbidden'),
  /** 408: took longer than its class of request may. */
  timeout: failure(408, 'timeout'),
  /** 400: costs more than a request may. */
  tooCostly: failure(400, 'too-costly'),
  /** 500: a fault of ours; the details are in the log, never in the answer. */
  internal: failure(500, 'exception', 'fatal'),
  /** 501 */
  notImplemented: failure(501, 'not-supported'),
} as const;

/** 503 with Retry-After: cannot serve now, will again. */
export function unavailable(diagnostics: string, retryAfter = 2): OutcomeError {
  return new OutcomeError(503, [{ severity: 'fatal', code: 'transient', diagnostics }], {
    'retry-after': String(retryAfter),
  });
}

const extensionBase = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-';

/** Line, column and the element of the definition behind an issue, in the extensions that the reference validator uses. */
function placeOf({ line, column, definition }: Issue) {
  return [
    ...(line === undefined
      ? []
      : [
          { url: `${extensionBase}line`, valueInteger: line },
          { url: `${extensionBase}col`, valueInteger: column ?? 1 },
        ]),
    ...(definition === undefined ? [] : [{ url: `${extensionBase}context`, valueString: definition }]),
  ];
}

/** The OperationOutcome resource for issues; without any: "all ok" as information. */
export function operationOutcome(issues: readonly Issue[]) {
  const all: readonly Issue[] = issues.length
    ? issues
    : [{ severity: 'information', code: 'informational', diagnostics: 'All OK' }];
  return {
    resourceType: 'OperationOutcome',
    issue: all.map((own) => {
      const { line: _, column: __, definition: ___, property: ____, expression, ...issue } = own;
      const extension = placeOf(own);
      return {
        ...(extension.length > 0 && { extension }),
        ...issue,
        ...(expression && { expression: [...expression] }),
      };
    }),
  };
}

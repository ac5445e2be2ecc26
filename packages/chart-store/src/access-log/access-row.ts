/** One row of the access log, as whoever records gives it. docs/flows/record.md */

/** Everything about a caller that stays the same from request to request. */
export interface AccessWho {
  /** Absent: anonymous. */
  readonly kind?: 'anonymous' | 'staff' | 'patient' | 'service' | 'system';
  /** Id of the account. */
  readonly user?: string;
  /** The person in the record: `Practitioner/1`. */
  readonly fhirUser?: string;
  readonly name: string;
  readonly onBehalfOf?: string;
  readonly roles?: readonly string[];
  readonly purpose?: string;
  readonly client?: string;
  /** Network address. */
  readonly address?: string;
  /** Ids of the policies that shaped what they may do. */
  readonly policies?: readonly string[];
}

/** R a request, E an entry of one or a version it wrote, V an event of the server. */
export type AccessKind = 'R' | 'E' | 'V';

export interface AccessRow {
  /** Microseconds since 1970; with `n` the row's name. */
  readonly at: bigint;
  readonly n: bigint;
  /** `n` of the row of the request it belongs to; its own for a request. */
  readonly request: bigint;
  /** X-Request-Id, as the caller sent it. */
  readonly requestId?: string | undefined;
  readonly who: AccessWho;
  readonly kind: AccessKind;
  /** Interaction, `$operation` or event. */
  readonly action: string;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  /** Ids of all patients whose data was answered or written, each once. */
  readonly patients: readonly string[];
  /** Resources answered or written. */
  readonly resources: number;
  /** Security labels that stand in them, `system|code`, separated by blanks. */
  readonly labels?: string | undefined;
  /** `Type/id` of what was answered: labels that rules set on it are added when the row is written. */
  readonly touched?: readonly string[] | undefined;
  /** Number of the access class of the one resource that was answered: its labels are added without looking for it by name. */
  readonly vis?: number | undefined;
  /** The policy that refused. */
  readonly policy?: string | undefined;
  /** Of HTTP. */
  readonly status: number;
  /** Why it was refused; what an event was about. No patient data. */
  readonly note?: string | undefined;
  readonly micros: number;
  /** Path and query as asked: may name people, and can be erased. */
  readonly query?: string | undefined;
}

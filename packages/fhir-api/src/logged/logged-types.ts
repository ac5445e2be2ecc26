/** The resource types that are served from the access log, beside those that were sent. docs/flows/record.md */
import type { PermitFilter } from '@charthouse/fhir-model';
import { raw, type Sql, sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import { auditEvent } from './audit-event.ts';
import { auditParameters, type LogKeys } from './audit-parameters.ts';
import type { Condition } from './conditions.ts';
import type { LogRow } from './log-row.ts';
import { ofWritten, provenance, provenanceParameters } from './provenance.ts';

export interface LoggedType {
  /** For the capability statement. */
  readonly documentation: string;
  /** Those of clients are refused. */
  readonly refuses: boolean;
  /** Each row is about one resource, and shown to who sees that. */
  readonly ofResources: boolean;
  /** Which rows are shown. */
  readonly rows: Sql;
  readonly resource: (row: LogRow, base: string) => object;
  readonly parameters: (keys: LogKeys) => Readonly<Record<string, Condition>>;
  /** Parameters that ask about the caller alone. */
  readonly aboutCallers: ReadonlySet<string>;
  /** The parameter that names the moment of a resource: they are sorted by it. */
  readonly moment: string;
  /** Of a compartment's type, the parameter that its members are found by. */
  readonly compartments: Readonly<Record<string, string>>;
}

/** By type. */
const loggedTypes: Readonly<Record<string, LoggedType>> = {
  AuditEvent: {
    documentation:
      'Served from the access log in the shapes of IHE BALP: every request, every version written, every event of the server. Sorted by date. Cannot be written here.',
    refuses: true,
    ofResources: false,
    rows: raw('true'),
    resource: auditEvent,
    parameters: auditParameters,
    aboutCallers: new Set(['address', 'agent', 'agent-name', 'agent-role', 'altid']),
    moment: 'date',
    compartments: { Patient: 'patient', Practitioner: 'agent' },
  },
  Provenance: {
    documentation:
      'Of every version that was written one is served from the access log, together with those that were sent. Sorted by recorded.',
    refuses: false,
    ofResources: true,
    rows: ofWritten,
    resource: provenance,
    parameters: provenanceParameters,
    aboutCallers: new Set(['agent']),
    moment: 'recorded',
    compartments: { Patient: 'patient', Practitioner: 'agent' },
  },
};

/** Rows of the log are of everybody: whoever does not see it all is shown the Provenance of what they see, and no AuditEvent. */
export function loggedType(
  type: string | undefined,
  { limit, search }: Partial<Pick<ApiParts, 'limit' | 'search'>> = {},
): LoggedType | undefined {
  if (type === undefined || !Object.hasOwn(loggedTypes, type)) return undefined;
  const logged = loggedTypes[type] as LoggedType;
  if (!limit || !search || seesLog(limit, type)) return logged;
  if (!logged.ofResources) return undefined;
  const seen = search.visible(limit).current('r');
  return {
    ...logged,
    rows: sql`${logged.rows} and exists (select from res r where r.tid = l.tid and r.id = l.id and ${seen})`,
  };
}

/** Who may read a type for everybody reads it for everything: a row says who looked, not what there was to see. */
export function seesLog({ grants }: PermitFilter, type: string): boolean {
  return grants.some(
    ({ types, classes, reach, where, consent, patientsWithout }) =>
      (types?.includes(type) ?? true) &&
      [reach, where, consent, patientsWithout, classes?.facilities, classes?.of].every((test) => test === undefined),
  );
}

/** The resource types that are served from the access log, beside those that were sent. docs/flows/record.md */
import { raw, type Sql } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import { seesAllOf } from '../permits/limited-parts.ts';
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
    rows: ofWritten,
    resource: provenance,
    parameters: provenanceParameters,
    aboutCallers: new Set(['agent']),
    moment: 'recorded',
    compartments: { Patient: 'patient', Practitioner: 'agent' },
  },
};

/** Rows of the log are of everybody: they are shown to who sees all resources of the type. */
export function loggedType(type: string | undefined, { limit }: Pick<ApiParts, 'limit'> = {}): LoggedType | undefined {
  if (type === undefined || !Object.hasOwn(loggedTypes, type)) return undefined;
  return limit && !seesAllOf(limit, type) ? undefined : loggedTypes[type];
}

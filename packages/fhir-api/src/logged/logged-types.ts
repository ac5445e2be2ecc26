/** The resource types that are served from the access log, beside those that were sent. docs/flows/record.md */
import { raw, type Sql } from '@charthouse/fhir-search';
import { auditEvent } from './audit-event.ts';
import { auditParameters, type LogKeys } from './audit-parameters.ts';
import type { Condition } from './conditions.ts';
import type { LogRow } from './log-row.ts';
import { ofWritten, provenance, provenanceParameters } from './provenance.ts';

export interface LoggedType {
  /** Which rows are shown. */
  readonly rows: Sql;
  readonly resource: (row: LogRow, base: string) => object;
  readonly parameters: (keys: LogKeys) => Readonly<Record<string, Condition>>;
  /** The parameter that names the moment of a resource: they are sorted by it. */
  readonly moment: string;
  /** Of a compartment's type, the parameter that its members are found by. */
  readonly compartments: Readonly<Record<string, string>>;
}

/** By type. */
const loggedTypes: Readonly<Record<string, LoggedType>> = {
  AuditEvent: {
    rows: raw('true'),
    resource: auditEvent,
    parameters: auditParameters,
    moment: 'date',
    compartments: { Patient: 'patient', Practitioner: 'agent' },
  },
  Provenance: {
    rows: ofWritten,
    resource: provenance,
    parameters: provenanceParameters,
    moment: 'recorded',
    compartments: { Patient: 'patient', Practitioner: 'agent' },
  },
};

export function loggedType(type: string | undefined): LoggedType | undefined {
  return type !== undefined && Object.hasOwn(loggedTypes, type) ? loggedTypes[type] : undefined;
}

/**
 * What each kind of row is called in an AuditEvent: one table, read by what writes the resource and by what searches it.
 * https://profiles.ihe.net/ITI/BALP, https://hl7.org/fhir/R4/valueset-audit-event-type.html
 */
import type { LogRow } from './log-row.ts';

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export type Level = 'instance' | 'type' | 'system';

export interface AuditShape {
  /** Of the row; `$`: every operation. Absent: every other. */
  readonly action?: string;
  /** Absent: all. */
  readonly level?: Level;
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  /** https://hl7.org/fhir/R4/valueset-audit-event-action.html */
  readonly does: 'C' | 'R' | 'U' | 'D' | 'E';
  /** Of the profile for rows that concern no or several patients; that for one has `Patient` before it. */
  readonly profile?: 'Create' | 'Read' | 'Update' | 'Delete' | 'Query';
}

const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
const own = 'https://charthouse.dev/fhir/CodeSystem/access-event';
const rest: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'Restful Operation',
};

const interaction = (code: string): Coding => ({
  system: 'http://hl7.org/fhir/restful-interaction',
  code,
  display: code,
});
const dcm = (code: string, display: string): Coding => ({ system: dicom, code, display });
const restful = (action: string, does: AuditShape['does'], more: Partial<AuditShape> = {}): AuditShape => ({
  action,
  does,
  type: rest,
  subtype: [interaction(action)],
  ...more,
});
const event = (action: string, type: Coding, subtype: Coding[] = []): AuditShape => ({
  action,
  does: 'E',
  type,
  subtype: [...subtype, { system: own, code: action }],
});

const activity = dcm('110100', 'Application Activity');
const alert = dcm('110113', 'Security Alert');
const authentication = dcm('110114', 'User Authentication');

/** The first that fits holds. */
export const auditShapes: readonly AuditShape[] = [
  restful('read', 'R', { profile: 'Read' }),
  restful('vread', 'R', { profile: 'Read' }),
  restful('create', 'C', { profile: 'Create' }),
  restful('update', 'U', { profile: 'Update' }),
  restful('patch', 'U'),
  restful('delete', 'D', { profile: 'Delete' }),
  restful('search', 'E', {
    level: 'system',
    subtype: [interaction('search'), interaction('search-system')],
    profile: 'Query',
  }),
  restful('search', 'E', { subtype: [interaction('search'), interaction('search-type')], profile: 'Query' }),
  ...(['instance', 'type', 'system'] as const).map((level) =>
    restful('history', 'R', { level, subtype: [interaction('history'), interaction(`history-${level}`)] }),
  ),
  restful('capabilities', 'R'),
  restful('batch', 'E'),
  restful('transaction', 'E'),
  restful('$', 'E', { subtype: [interaction('operation')] }),
  event('start', activity, [dcm('110120', 'Application Start')]),
  event('stop', activity, [dcm('110121', 'Application Stop')]),
  event('log-start', dcm('110101', 'Audit Log Used')),
  event('log-stop', dcm('110101', 'Audit Log Used')),
  event('job', activity),
  event('configuration', alert, [dcm('110131', 'Software Configuration')]),
  event('sign-in', authentication, [dcm('110122', 'Login')]),
  event('sign-out', authentication, [dcm('110123', 'Logout')]),
  event('role-change', alert, [dcm('110137', 'User Security Attributes Changed')]),
  event('break-glass', alert, [dcm('110127', 'Emergency Override Started')]),
  event('export', dcm('110106', 'Export')),
  event('restore', dcm('110107', 'Import')),
  event('refused', rest),
  { type: alert, subtype: [], does: 'E' },
];

export function shapeOf(row: Pick<LogRow, 'action' | 'type' | 'id'>): AuditShape {
  const level = row.id !== null ? 'instance' : row.type !== null ? 'type' : 'system';
  const action = row.action.startsWith('$') ? '$' : row.action;
  return auditShapes.find(
    (shape) => (shape.action ?? action) === action && (shape.level ?? level) === level,
  ) as AuditShape;
}

/** A row of the access log as an AuditEvent, in the shapes of IHE BALP. https://profiles.ihe.net/ITI/BALP */
import { codingOf } from '@charthouse/access';
import { type AuditShape, shapeOf } from './audit-shapes.ts';
import { type LogRow, logId, timeOf } from './log-row.ts';

const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const entityType = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const objectRole = 'http://terminology.hl7.org/CodeSystem/object-role';
const balp = 'https://profiles.ihe.net/ITI/BALP';

export const accountSystem = 'https://charthouse.dev/fhir/sid/account';
export const roleSystem = 'https://charthouse.dev/fhir/CodeSystem/role';
export const reasonSystem = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';
const observer = 'Charthouse';

/** `base`: the server's URL as the reader sees it. */
export function auditEvent(row: LogRow, base: string): object {
  const shape = shapeOf(row);
  const { type, subtype, does } = shape;
  const profile = profileOf(row, shape);
  return {
    resourceType: 'AuditEvent',
    id: logId(row),
    meta: { lastUpdated: timeOf(row), ...(profile && { profile: [profile] }) },
    type,
    ...(subtype.length > 0 && { subtype }),
    action: does,
    ...(row.micros > 0 && { period: { start: timeOf(row), end: endOf(row) } }),
    recorded: timeOf(row),
    outcome: outcomeOf(row),
    outcomeDesc: wordsOf(row),
    ...(row.purpose !== null && { purposeOfEvent: [purposeOf(row.purpose)] }),
    agent: [...people(row, does), ...machines(row, { does, base })],
    source: {
      observer: { display: observer },
      type: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
          code: '4',
          display: 'Application Server',
        },
      ],
    },
    ...withEntities(row),
  };
}

/** Claimed where everything that it asks for is there. */
function profileOf(
  { status, id, asked, query, patients, address }: LogRow,
  { profile }: AuditShape,
): string | undefined {
  if (!profile || status >= 400 || address === null) return undefined;
  if (profile === 'Query' ? !asked || query === null : id === null) return undefined;
  return `${balp}/StructureDefinition/IHE.BasicAudit.${patients.length === 1 ? 'Patient' : ''}${profile}`;
}

/** https://hl7.org/fhir/R4/valueset-audit-event-outcome.html */
function outcomeOf({ status }: Pick<LogRow, 'status'>): '0' | '4' | '8' {
  if (status < 400) return '0';
  return status < 500 ? '4' : '8';
}

function wordsOf({ status, note, resources }: LogRow): string {
  const what = note ?? (status < 400 ? `${resources} ${resources === 1 ? 'resource' : 'resources'}` : undefined);
  return [String(status), what].filter((part) => part !== undefined).join(', ');
}

function endOf({ at, micros }: LogRow): string {
  return new Date(Number((at + BigInt(micros)) / 1000n)).toISOString();
}

function purposeOf(code: string) {
  return { coding: [{ system: reasonSystem, code }] };
}

/** Who asked, and on whose behalf. */
function people(row: LogRow, does: AuditShape['does']): object[] {
  const { usr, name, roles, purpose, behalf, who_kind: kind } = row;
  const policy = policiesOf(row);
  const isAuthor = does === 'C' || does === 'U' || does === 'D';
  const user = {
    type: {
      coding: [
        isAuthor
          ? { system: participation, code: 'AUT', display: 'author (originator)' }
          : { system: participation, code: 'IRCP', display: 'information recipient' },
      ],
    },
    ...(roles.length > 0 && { role: roles.map((code) => ({ coding: [{ system: roleSystem, code }] })) }),
    who: whoOf(row.fhir_user ?? usr, name),
    ...(usr !== null && { altId: usr }),
    name,
    requestor: true,
    ...(policy.length > 0 && { policy }),
    ...(purpose !== null && kind !== 'anonymous' && { purposeOfUse: [purposeOf(purpose)] }),
  };
  if (behalf === null) return [user];
  return [user, { type: { text: 'On behalf of' }, who: whoOf(behalf, behalf), altId: behalf, requestor: false }];
}

/** The one that refused, or those that shaped the permit. */
export function policiesOf({ policy, policies }: LogRow): readonly string[] {
  return policy === null ? policies : [policy];
}

/** An account that is a resource of the record is referred to. */
export function whoOf(account: string | null, display: string): object {
  if (account === null) return { display };
  if (/^[A-Z]\w+\/[A-Za-z0-9\-.]{1,64}$/.test(account)) return { reference: account, display };
  return { identifier: { system: accountSystem, value: account }, display };
}

/** A reader is where data goes to; who writes or searches is where something comes from. */
function machines(
  { client, app: name, address }: LogRow,
  { does, base }: { readonly does: AuditShape['does']; readonly base: string },
): object[] {
  const source = { coding: [{ system: dicom, code: '110153', display: 'Source Role ID' }] };
  const destination = { coding: [{ system: dicom, code: '110152', display: 'Destination Role ID' }] };
  const reads = does === 'R';
  const app = {
    type: reads ? destination : source,
    who: { ...(client !== null && { identifier: { value: client } }), display: name ?? client ?? address ?? 'unknown' },
    requestor: false,
    ...(address !== null && { network: { address, type: '2' } }),
  };
  const server = {
    type: reads ? source : destination,
    who: { display: observer },
    requestor: false,
    network: { address: base, type: '5' },
  };
  return client === null && address === null ? [server] : [app, server];
}

const person = { system: entityType, code: '1', display: 'Person' };
const system = { system: entityType, code: '2', display: 'System Object' };

function withEntities(row: LogRow): object {
  const entity = [...patientsOf(row), ...dataOf(row), ...queryOf(row), ...requestOf(row)];
  return entity.length > 0 ? { entity } : {};
}

function patientsOf({ patients }: LogRow): object[] {
  const role = { system: objectRole, code: '1', display: 'Patient' };
  return patients.map((id) => ({ what: { reference: `Patient/${id}` }, type: person, role }));
}

function dataOf({ type, id, ver, labels }: LogRow): object[] {
  if (type === null || id === null) return [];
  const version = ver === null ? '' : `/_history/${ver}`;
  const role = { system: objectRole, code: '4', display: 'Domain Resource' };
  return [
    {
      what: { reference: `${type}/${id}${version}` },
      type: system,
      role,
      ...securityLabels(labels),
    },
  ];
}

/** Of what was answered: those that stand in it, and those that rules set. */
function securityLabels(labels: string | null): object {
  return labels === null ? {} : { securityLabel: labels.split(' ').map(codingOf) };
}

function queryOf({ asked, query, id, labels }: LogRow): object[] {
  if (!asked) return [];
  const role = { system: objectRole, code: '24', display: 'Query' };
  if (query === null) return [{ type: system, role, description: 'What was asked for has been erased.' }];
  const found = id === null ? securityLabels(labels) : {};
  return [{ type: system, role, ...found, query: Buffer.from(query).toString('base64') }];
}

function requestOf({ request_id: id }: LogRow): object[] {
  if (id === null) return [];
  const type = { system: `${balp}/CodeSystem/BasicAuditEntityType`, code: 'XrequestId' };
  return [{ what: { identifier: { value: id } }, type }];
}

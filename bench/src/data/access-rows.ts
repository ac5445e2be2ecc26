/** What decisions rest on: clinicians with patients in care, and very many consents. https://hl7.org/fhir/R4/consent.html */
import { authorParameters } from '@charthouse/access';
import { type Change, openStore } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';
import { createSearch } from '@charthouse/fhir-search';
import { accessFacts } from './access-facts.ts';
import { withClient } from './records.ts';

/** Clinicians who have the same patients in care: as many as work at the same time. */
export const clinicians: readonly string[] = Array.from({ length: 16 }, (_, n) => `Practitioner/bench-${n}`);

/** Resources of one transaction. */
const together = 1_000;
const written = Date.UTC(2026, 0, 1);

export interface AccessRows {
  readonly consents: number;
  /** Patients of the record that the clinicians have in care, at most. */
  readonly inCare: number;
}

/** Adds them to a record; resolves to the ids of the patients in care. Consents are of its patients first, then of others. */
export async function addAccessRows(url: string, { consents, inCare }: AccessRows): Promise<string[]> {
  const patients = await patientsOf(url);
  const cared = patients.slice(0, inCare);
  const resources = function* (): Generator<Resource> {
    for (const reference of clinicians)
      yield { resourceType: 'Practitioner', id: reference.slice('Practitioner/'.length), active: true };
    for (const id of cared) yield careTeam(id);
    for (let n = 0; n < consents; n++) yield consentOf(patients[n] ?? `elsewhere-${n}`, n);
  };
  await write(url, resources());
  await withClient(url, (client) => client.query('vacuum analyze'));
  return cared;
}

async function patientsOf(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select r.id from res r join resource_type t using (tid) where t.name = 'Patient' and r.op <> 'D' order by r.rid`,
    );
    return rows.map(({ id }) => id);
  });
}

function careTeam(patient: string): Resource {
  return {
    resourceType: 'CareTeam',
    id: `bench-${patient}`,
    status: 'active',
    subject: { reference: `Patient/${patient}` },
    participant: clinicians.map((reference) => ({ member: { reference } })),
  };
}

/** Everybody permits treatment; of five, one keeps an organisation out, of twenty, one a kind of document from everybody. */
function consentOf(patient: string, n: number): Resource {
  const elsewhere = {
    type: 'deny',
    actor: [{ role: { text: 'recipient' }, reference: { reference: 'Organization/elsewhere' } }],
  };
  const documents = {
    type: 'deny',
    class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'DocumentManifest' }],
  };
  const inner = n % 20 === 7 ? [documents] : n % 5 === 2 ? [elsewhere] : [];
  return {
    resourceType: 'Consent',
    id: `bench-${n}`,
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: `Patient/${patient}` },
    dateTime: '2026-01-01',
    provision: { type: 'permit', ...(inner.length > 0 && { provision: inner }) },
  };
}

async function write(url: string, resources: Iterable<Resource>): Promise<void> {
  const store = await openStore({ connectionString: url, writeConnections: 1 });
  const search = createSearch({ hash: store.hash, ...store.ids, authors: authorParameters });
  const lastUpdated = new Date(written).toISOString();
  const changeOf = (own: Resource): Change => {
    const { resourceType: type, id = '' } = own;
    const resource = { ...own, meta: { versionId: '1', lastUpdated } };
    const stored = { type, id, version: 1, lastUpdated: written, body: JSON.stringify(resource) };
    return {
      ...stored,
      op: 'create',
      index: search.extract(resource),
      access: accessFacts(resource, written),
    };
  };
  const flush = (changes: readonly Change[]) => store.transaction((tx) => tx.write(changes));
  let batch: Change[] = [];
  for (const resource of resources) {
    if (batch.push(changeOf(resource)) < together) continue;
    await flush(batch);
    batch = [];
  }
  if (batch.length > 0) await flush(batch);
  await store.close();
}

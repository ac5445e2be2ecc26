/** Compartments hold what CompartmentDefinition says, read resource by resource. https://hl7.org/fhir/R4/compartmentdefinition.html */
import type { Resource } from '@charthouse/fhir-model';
import { compartments } from '@charthouse/fhir-model/definitions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Oracle } from './oracle.testing.ts';
import { type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

const owners = ['Practitioner', 'Device', 'RelatedPerson', 'Encounter'] as const;
const to = (reference: string) => ({ reference });
const resource = (resourceType: string, id: string, more: object): Resource => ({ resourceType, id, ...more });

/** All that refers to one owner, some by several elements and some by none that counts. */
const around = (owner: string): Resource[] => {
  const [name, me] = [owner.replace('/', '-').toLowerCase(), to(owner)];
  return [
    resource('Observation', `performed-${name}`, { performer: [me] }),
    resource('Observation', `about-${name}`, { subject: me, device: me }),
    resource('Observation', `within-${name}`, { encounter: me }),
    resource('Observation', `focus-${name}`, { focus: [me] }),
    resource('Condition', `condition-${name}`, { encounter: me, asserter: me }),
    resource('Encounter', `met-${name}`, { participant: [{ individual: me }] }),
    resource('Patient', `cared-${name}`, { generalPractitioner: [me] }),
    resource('Procedure', `done-${name}`, { performer: [{ actor: me }], encounter: me }),
    resource('DeviceRequest', `asked-${name}`, { codeReference: me, subject: me, performer: me }),
    resource('Provenance', `agent-${name}`, { agent: [{ who: me }], target: [me] }),
    resource('Appointment', `meets-${name}`, { participant: [{ actor: me }] }),
    resource('Communication', `says-${name}`, { sender: me, recipient: [me], encounter: me }),
  ];
};

const resources = owners.flatMap((type) => [
  resource(type, 'own', {}),
  resource(type, 'other', {}),
  ...around(`${type}/own`),
  ...around(`${type}/other`),
]);

let record: SearchedRecord;
beforeAll(async () => {
  record = await searchedRecord();
  await record.add(resources);
});
afterAll(() => record.close());

test.each(owners)('the compartment of a %s', async (type) => {
  const oracle = new Oracle(resources);
  const held = resources.filter((one) => {
    const codes = compartments[type]![one.resourceType] ?? [];
    const isItself = one.resourceType === type && one.id === 'own';
    return isItself || codes.some((code) => code !== '{def}' && oracle.meets(one, [code, `${type}/own`]));
  });
  expect(held.length).toBeGreaterThan(3);
  const found = await record.all({ compartment: { type, id: 'own' } }, '_count=7');
  expect(found.sort()).toEqual(held.map((one) => `${one.resourceType}/${one.id}`).sort());
});

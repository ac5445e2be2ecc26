/** Searches find what reading every resource finds: all types of parameters, modifiers, prefixes, chains. */
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { constructed } from './constructed.testing.ts';
import { Oracle } from './oracle.testing.ts';
import {
  hasSynthea,
  parametersOf,
  type SearchedRecord,
  searchedRecord,
  syntheaResources,
} from './searched-record.testing.ts';

const cases: Readonly<Record<string, readonly string[]>> = {
  Patient: [
    '',
    ...[
      'name=ang',
      'name=ÅNG',
      'family:exact=Ångström',
      'family:exact=ångström',
      'name:contains=TRÖM',
      'given=zoe',
      'name=only\\, t',
    ],
    ...[
      'address:contains=Street 100%',
      'address:contains=a_S',
      'address-city=new',
      'address-postalcode=100',
      'phonetic=zeta',
    ],
    ...[
      'gender=female',
      'gender=female,male',
      'gender:not=female',
      'gender:not=female,male',
      'gender:missing=true',
      'gender:missing=false',
    ],
    ...[
      'identifier=A1',
      'identifier=urn:mrn|A1',
      'identifier=urn:mrn|',
      'identifier=|no-system',
      'identifier=|A1',
      'identifier:missing=true',
    ],
    ...[
      'identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|A1',
      'identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|a1',
      'identifier:text=medical',
    ],
    ...[
      'birthdate=1980',
      'birthdate=1980-05',
      'birthdate=1980-05-01',
      'birthdate=gt1980',
      'birthdate=ge1980-05',
      'birthdate=lt1900',
      'birthdate=le1900',
      'birthdate=eb1900',
      'birthdate=sa1899',
      'birthdate=ne1900',
      'birthdate=ap1985',
      'birthdate=ge1979&birthdate=le1981',
      'birthdate=1980,1900',
    ],
    ...[
      'deceased=true',
      'deceased=false',
      'deceased=true&gender=male',
      'death-date=2000-01-01',
      'death-date=1999',
      'death-date=ge1999-12-31T23:00:00-05:00',
    ],
    ...[
      'organization.name=north',
      'organization:Organization.partof.name=north t',
      'organization=org1',
      'organization=Organization/org1',
      'general-practitioner.name=house',
      'general-practitioner:Practitioner.identifier=urn:npi|1',
    ],
    ...[
      '_has:Observation:patient:code=2345-7',
      '_has:Observation:subject:status=amended',
      '_has:Observation:performer:code=2345-7',
      '_has:Group:member:_id=g1',
      '_has:Observation:patient:encounter.status=x',
      '_has:Observation:patient:_has:Provenance:target:agent=x',
    ],
    ...[
      '_has:Observation:patient:value-quantity=gt90&gender=female',
      'link=Patient/p1',
      '_has:Patient:link:gender=male',
      '_id=p1,p2',
      '_id=nobody',
      '_tag=vip',
      '_tag=urn:tag|vip',
      '_tag:not=vip',
      '_profile=http://example.org/profile',
      '_profile=http://example.org/profile|1.0',
      '_profile:below=http://example.org',
      '_source=http://example.org/source/a',
    ],
    ...['email=zoe@example.org', 'phone=+1 555 0100', 'telecom:missing=false'],
  ],
  Observation: [
    '',
    ...[
      'code=2345-7',
      'code=http://loinc.org|2345-7',
      'code=urn:local|glu',
      'code=|glu',
      'code=http://loinc.org|',
      'code:text=blood',
      'code:text=gluc',
      'code:not=2345-7',
      'code=2345-7,85354-9',
      'code=urn:x|2345-7',
    ],
    ...[
      'value-concept=dup',
      'value-concept=urn:s1|dup',
      'value-concept=urn:s2|dup',
      'value-concept=|dup',
      'value-concept=urn:s3|dup',
      'value-concept=urn:s2|',
      'value-concept:text=alpha',
      'combo-value-concept=dup',
      'value-concept:missing=false',
    ],
    ...[
      'date=2020',
      'date=2020-02',
      'date=2020-02-29',
      'date=2020-02-29T10:00:00Z',
      'date=2020-02-29T10:00Z',
      'date=2020-02-29T04:30:00.500Z',
      'date=9999',
      'date=0001',
      'date:missing=true',
    ],
    ...['gt', 'ge', 'lt', 'le', 'sa', 'eb', 'ne', 'ap', 'eq'].flatMap((prefix) =>
      [
        '2020',
        '2020-02',
        '2020-02-29',
        '2020-02-29T10:00:00Z',
        '2020-02-29T10:00:00+05:30',
        '2019-12-31',
        '2020-01-01',
        '2021-02',
        '1850-06',
        '1850',
        '9999-12-31',
        '2010',
      ].map((at) => `date=${prefix}${at}`),
    ),
    ...['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb', 'ap'].flatMap((prefix) =>
      ['5.4', '5', '100', '99.5', '100.5', '-5', '1.5', '10', '0.0000001', '54', '7.0'].map(
        (value) => `value-quantity=${prefix}${value}`,
      ),
    ),
    ...[
      '5.4|http://unitsofmeasure.org|mg/dL',
      '54|http://unitsofmeasure.org|mg/L',
      '0.1|http://unitsofmeasure.org|kg',
      'gt99|http://unitsofmeasure.org|g',
      '5.4||mg/dL',
      '7||spoons',
      '7|urn:x|spoons',
      '99.5|urn:other|x',
      'lt1|http://unitsofmeasure.org|kg',
      'ge37|http://unitsofmeasure.org|Cel',
      'lt0|http://unitsofmeasure.org|Cel',
      '37|http://unitsofmeasure.org|Cel',
      'gt1|http://unitsofmeasure.org|m',
    ].map((value) => `value-quantity=${value}`),
    ...[
      'value-string=große',
      'value-string=Größe: 1%',
      'value-string:contains=%_\\\\',
      'value-date=2020-02-29',
      'value-date=gt2019',
      'data-absent-reason=unknown',
      'status=amended',
      'status:not=final',
      'status=final,amended',
    ],
    ...[
      'subject=Patient/p1',
      'patient=Patient/p1',
      'patient=p1',
      'subject=p1',
      'subject:Patient=p1',
      'subject:Group=g1',
      'subject=g1',
      'subject=Group/g1',
      'subject=http://elsewhere.org/fhir/Patient/p1',
      'subject=Patient/p1/_history/2',
      'subject:identifier=urn:mrn|A1',
      'subject:identifier=A1',
      'subject:missing=true',
      'patient=Patient/p1,Patient/p2',
      'performer=Patient/p3',
      'performer:Patient=p1',
      'focus=Patient/p2',
      'patient:missing=false',
    ],
    ...[
      'patient=p1&code=2345-7',
      'patient=Patient/p2&code=http://loinc.org|2345-7',
      'subject=Patient/p2&code=glu,85354-9',
      'patient=p1&code=http://loinc.org|',
      'subject:Patient=p1&code=2345-7&date=ge2020',
    ],
    ...[
      'patient.name=ang',
      'subject.name=ang',
      'subject:Patient.gender=male',
      'patient.birthdate=lt1950',
      'patient.organization.name=north',
      'patient.organization.partof.name=north',
      'subject:Group.type=person',
      'patient._has:Group:member:_id=g1',
      'patient.identifier=urn:mrn|A1',
      'patient.gender:not=male',
      'performer:Patient.deceased=true',
      'subject._id=p2',
    ],
    ...[
      'code-value-quantity=2345-7$gt5',
      'code-value-quantity=2345-7$5.4|http://unitsofmeasure.org|mg/dL',
      'code-value-quantity=http://loinc.org|2345-7$lt5||mg/dL',
      'code-value-concept=2345-7$urn:s1|dup',
      'code-value-concept=http://loinc.org|2345-7$dup',
      'code-value-date=2345-7$2020-02-29',
      'code-value-string=2345-7$große',
      'component-code-value-quantity=8480-6$gt100',
      'component-code-value-quantity=http://loinc.org|8462-4$gt100|http://unitsofmeasure.org|mm[Hg]',
      'combo-code-value-quantity=8480-6$120',
      'combo-code-value-quantity=2345-7$ge100',
      'component-code=8480-6',
      'combo-code=8480-6',
      'combo-value-quantity=gt110',
      'component-value-quantity=80',
    ],
    ...['code=2345-7&status=final&subject=Patient/p1&value-quantity=gt1', 'date=ge2020-01&date=lt2021'],
  ],
  Encounter: [
    'date=2020-01-05',
    'date=ge2020-01-11',
    'date=sa2020-01-04',
    'date=ap2020-01',
    'length=gt1|http://unitsofmeasure.org|h',
    'length=30||min',
    'length=le0.5|http://unitsofmeasure.org|h',
    'class=AMB',
    'part-of.status=finished',
    'part-of=e1',
  ],
  RiskAssessment: [
    'probability=0.5',
    'probability=gt0.15',
    'probability=lt0.1',
    'probability=ap0.5',
    'probability=sa0.15',
    'probability=ne0.5',
  ],
  ValueSet: [
    'url=http://example.org/fhir/ValueSet/a',
    'url:below=http://example.org/fhir',
    'url:below=http://example.org/fhir/ValueSet/a',
    'url:above=http://example.org/fhir/ValueSet/a/b',
    'url:above=http://example.org/fhir/ValueSet/a/b/c',
    'url=urn:oid:1.2.3',
    'version=1',
    'status=draft',
  ],
  Invoice: ['totalgross=10.5', 'totalgross=10.5|urn:iso:std:iso:4217|EUR', 'totalgross=gt1|urn:iso:std:iso:4217|USD'],
  DocumentReference: [
    'relationship=replaces$DocumentReference/dr2',
    'relationship=appends$DocumentReference/dr2',
    'relatesto=dr1',
    'relation=replaces',
  ],
  QuestionnaireResponse: [
    'questionnaire=http://example.org/Questionnaire/q',
    'questionnaire=http://example.org/Questionnaire/q|2.0',
  ],
  Group: ['characteristic=sex', 'member=Patient/p2', 'member.name=zeta'],
  MolecularSequence: [
    'chromosome-variant-coordinate=21$ge10$le14',
    'chromosome-variant-coordinate=21$gt12$lt200',
    'chromosome-window-coordinate=21$10$20',
    'chromosome-variant-coordinate=22$ge1$le200',
  ],
};

let record: SearchedRecord;
let resources: readonly Resource[];
let oracle: Oracle;

beforeAll(async () => {
  record = await searchedRecord();
  resources = [...constructed, ...(hasSynthea ? syntheaResources(2) : [])];
  oracle = new Oracle(resources);
  await record.add(resources);
});

afterAll(() => record.close());

describe.each(Object.keys(cases))('a search on %s', (type) => {
  test.each(cases[type]!)('finds what reading everything finds: %s', async (query) => {
    const expected = oracle
      .ids(
        type,
        parametersOf(query).map(([name, value]) => [name, value.replace(/\\([,|$\\])/g, '$1')]),
      )
      .sort();
    const found = await record.all({ type }, `${query}${query && '&'}_count=40`);
    expect(found.map((name) => name.split('/')[1]).sort()).toEqual(expected);
  });
});

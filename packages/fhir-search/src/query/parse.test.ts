/** Queries are understood exactly or refused with what is wrong, where, and what to do. */
import { OutcomeError } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { parsed } from '../golden.testing.ts';

function refusal(url: string, options = {}): OutcomeError {
  try {
    parsed(url, options);
  } catch (error) {
    if (error instanceof OutcomeError) return error;
    throw error;
  }
  throw new Error(`${url} was not refused.`);
}

describe('a value that makes no sense is refused, strict or not', () => {
  test.each([
    ['Patient?birthdate=2023-02-30', /birthdate: "2023-02-30" is no date/],
    ['Patient?birthdate=2023-13', /no date/],
    ['Patient?birthdate=0000', /no date/],
    ['Patient?birthdate=geyesterday', /"yesterday" is no date; write YYYY/],
    ['Patient?birthdate=2023-01-01T25:00Z', /no date/],
    ['Patient?birthdate=2023-01-01T10:00:00+15:00', /no date/],
    ['Patient?_lastUpdated=now', /_lastUpdated: "now" is no date/],
    ['RiskAssessment?probability=half', /"half" is no number/],
    ['RiskAssessment?probability=0.5.1', /no number/],
    ['RiskAssessment?probability=1e999', /no number/],
    ['Observation?value-quantity=5.4|mg', /"5.4\|mg" is no quantity; write/],
    ['Observation?value-quantity=|http://unitsofmeasure.org|mg', /no quantity/],
    ['Observation?value-quantity=5|http://unitsofmeasure.org|', /no quantity/],
    ['Patient?identifier=a|b|c', /more than one \|/],
    ['Patient?identifier=|', /neither a system nor a code/],
    ['Patient?identifier:of-type=MR|1', /must be system\|code\|value/],
    ['Patient?gender:missing=maybe', /must be true or false/],
    ['Patient?gender=male,,female', /empty value/],
    ['Observation?code-value-quantity=a', /must have 2 parts with \$/],
    ['Observation?code-value-quantity=http://loinc.org|$5', /no code after the \|/],
    ['Observation?code-value-quantity=a$b', /no quantity/],
    ['Location?near=here', /latitude\|longitude/],
    ['Location?near=91|0', /latitude/],
    ['Location?near=1|2|3|parsec', /units: km/],
    ['Patient?_count=-1', /_count/],
    ['Patient?_count=many', /_count/],
    ['Patient?_total=all', /_total/],
    ['Patient?_summary=short', /_summary/],
    ['Patient?_contained=yes', /_contained/],
    ['Patient?name:exact:contains=a', /more than one modifier/],
    ['Patient?_sort=name,gender,name,name,name,name,name,name,name,name,name', /more than 10/],
    ['?_type=Patient,Martian', /"Martian" is no resource type/],
    ['Observation?subject:Patient=Group/1', /is no Patient/],
    ['Patient?_profile:below=urn:oid:1', /URN/],
    ['Patient?name=\0', /NUL/],
  ])('%s', (url, message) => {
    for (const strict of [true, false]) {
      const error = refusal(url, { strict });
      expect(error.status).toBe(400);
      expect(error.message).toMatch(message);
    }
  });
});

describe('a value that nothing can have is refused when strict, and told when lenient', () => {
  test.each([
    ['Observation?subject=Nope/p1', /subject: "Nope\/p1" is no reference/],
    ['Observation?subject=a b', /"a b" is no reference/],
    ['Observation?subject=Patient/p1,Patient/a b', /"Patient\/a b" is no reference/],
    ['Patient?active=maybe', /active: "maybe" must be true or false/],
    ['Observation?subject.active=maybe', /must be true or false/],
    ['Patient?gender=foo', /gender: "foo" is no code of Patient.gender; codes: .*female/],
    ['Patient?gender=|male', /"\|male" is no code of Patient.gender/],
    ['Patient?gender=http://loinc.org|', /"http:\/\/loinc.org" is no system of the codes of Patient.gender/],
    ['Observation?patient.gender=foo', /"foo" is no code of Patient.gender/],
    ['?_type=Patient,Person&gender=foo', /"foo" is no code/],
    ['Patient?_id=has space', /_id: "has space" is no id/],
    ['Patient?_id:not=Patient/1', /_id:not: "Patient\/1" is no id/],
    ['Patient?organization._id=a_b', /"a_b" is no id/],
    ['Observation?value-quantity=5.4|http://unitsofmeasure.org|foo', /"foo" is no UCUM unit/],
    ['Observation?code-value-quantity=a$5.4|http://unitsofmeasure.org|foo', /"foo" is no UCUM unit/],
  ])('%s', (url, message) => {
    const error = refusal(url, { strict: true });
    expect([error.status, error.message]).toEqual([400, expect.stringMatching(message)]);
    const query = parsed(url, { strict: false });
    expect(query.issues).toEqual([{ severity: 'warning', code: 'value', diagnostics: expect.stringMatching(message) }]);
    expect(query.clauses).toHaveLength(1);
  });

  test.each([
    'Observation?subject=nobody',
    'Observation?subject=Patient/nobody',
    'Observation?subject=http://other.org/1',
    'Observation?subject=urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
    'QuestionnaireResponse?questionnaire=own-name',
    'Patient?active=true,false',
    'Patient?deceased=false',
    'Observation?value-quantity=5.4|http://unitsofmeasure.org|[lb_tr]',
    'Observation?value-quantity=5.4|urn:x|foo',
    'Observation?value-quantity=5.4||foo',
  ])('what it might have is not: %s', (url) => {
    expect(parsed(url, { strict: true }).issues).toEqual([]);
  });
});

describe('a modifier that is not understood is refused, strict or not', () => {
  test.each([
    ['Patient?name:phonetic=a', /modifier :phonetic is not known here.*:missing, :exact, :contains/],
    ['Observation?code:in=http://vs', /needs a terminology service/],
    ['Observation?code:not-in=http://vs', /needs a terminology service/],
    ['Observation?code:below=a', /needs a terminology service/],
    ['Patient?birthdate:exact=2020', /modifier :exact/],
    ['Observation?subject:Practitioner=1', /modifier :Practitioner.*:Patient/],
    ['Observation?subject:Martian=1', /modifier :Martian/],
    ['Patient?_id:exact=1', /modifier :exact/],
    ['Location?partof:below=1', /hierarchies of resources are not followed/],
    ['Patient?_include:all=Patient:link', /:all is not known/],
  ])('%s', (url, message) => {
    for (const strict of [true, false]) expect(refusal(url, { strict }).message).toMatch(message);
  });
});

describe('chains are refused where they lead nowhere', () => {
  test.each([
    ['Observation?code.name=a', /code is no reference/],
    ['Observation?subject:Practitioner.name=a', /subject does not refer to Practitioner; it refers to/],
    ['Observation?subject:Martian.name=a', /does not refer to Martian/],
    ['Patient?_has:Martian:patient:code=a', /Martian is no resource type/],
    ['Patient?_has:Observation:code:code=a', /code is no reference/],
    ['Organization?_has:Observation:patient:code=a', /does not refer to Organization/],
    [`Encounter?${'part-of.'.repeat(30)}status=a`, /more than 4 links/],
    [`Patient?${'_has:Patient:link:'.repeat(5)}gender=male`, /more than 4 links/],
  ])('%s', (url, message) => {
    expect(refusal(url).message).toMatch(message);
  });

  test('to a limit that a setting names', () => {
    const url = 'Encounter?part-of.part-of.status=planned';
    expect(refusal(url, { limits: { chainLimit: 1 } }).message).toMatch(/more than 1 links/);
    expect(parsed(url, { limits: { chainLimit: 2 } }).clauses).toHaveLength(1);
  });
});

describe('what is not known', () => {
  const unknown = [
    'Patient?favourite=blue',
    'Patient?code=a',
    '?name=a',
    'Patient?_text=a',
    'Patient?_list=$current-problems',
    'Patient?_query=x',
    'Patient?_filter=x',
    'Patient?_sort=favourite',
    'Patient?_sort=_list',
    'Location?_sort=near',
    'Patient?_sort=_score',
    'Patient?_include=Patient:favourite',
    'Patient?name=',
    'Patient?constructor=1',
    'Patient?__proto__=1',
    'Patient?_sort=constructor',
    'Patient?_type=Observation',
    'Observation?subject.favourite=a',
    '?_type=Patient,Observation&name=a',
  ];

  test.each(['_count=1&_count=2', '_total=none&_total=accurate', '_summary=true&_summary=text'])(
    'neither is a second value of what has one: %s',
    (query) => {
      expect(refusal(`Patient?${query}`).status).toBe(400);
      const { issues, understood } = parsed(`Patient?${query}`, { strict: false });
      expect(issues).toMatchObject([{ code: 'not-supported', severity: 'warning' }]);
      expect(understood).toHaveLength(1);
    },
  );

  test.each(unknown)('is refused when handling is strict: %s', (url) => {
    expect(refusal(url).issues[0]).toMatchObject({ code: 'not-supported', severity: 'error' });
  });

  test.each(unknown)('is left out and told when handling is lenient: %s', (url) => {
    const join = url.endsWith('?') ? '' : '&';
    const query = parsed(`${url}${join}_count=3`, { strict: false });
    expect(query.issues).toMatchObject([{ code: 'not-supported', severity: 'warning' }]);
    expect(query.issues[0]!.diagnostics.length).toBeGreaterThan(20);
    expect(query.understood.map(([name]) => name)).toEqual([
      ...(url.includes('?_type=Patient') ? ['_type'] : []),
      '_count',
    ]);
  });

  test('names what is known instead', () => {
    expect(refusal('Group?favourite=1').message).toMatch(
      /"favourite" is no search parameter of Group\. Known: _id, _lastUpdated, _list/,
    );
    expect(refusal('Encounter?_include=Encounter:favourite').message).toMatch(/Known: account, appointment/);
  });
});

describe('contained resources', () => {
  const asked = (query: string, strict = true) => parsed(`Medication?${query}`, { contained: true, strict });

  test.each([
    ['_contained=yes', /must be false, true or both/],
    ['_contained=true&_containedType=x', /must be container or contained/],
    ['_contained=true&_sort=code', /sorted by _id and _lastUpdated/],
  ])('are asked for as the specification says: %s', (query, message) => {
    expect(() => asked(query)).toThrow(message);
  });

  test('are found by searches only, never by criteria of a write', () => {
    expect(refusal('Medication?_contained=true').message).toMatch(/by a search only/);
  });

  test('an order that what contains them has not is left out and told when lenient', () => {
    expect(asked('_contained=true&_sort=code', false).issues).toMatchObject([{ code: 'not-supported' }]);
  });
});

describe('limits', () => {
  const list = (n: number) => Array.from({ length: n }, (_, i) => `v${i}`).join(',');

  test('1,000 values in a list are searched, more are too costly', () => {
    expect(parsed(`Observation?code=${list(1000)}`).clauses).toHaveLength(1);
    expect(refusal(`Observation?code=${list(1001)}`).issues[0]).toMatchObject({ code: 'too-costly' });
    expect(refusal(`Patient?_id=${list(1001)}`).issues[0]).toMatchObject({ code: 'too-costly' });
  });

  test('5,000 values in all lists are searched, each counted for each type; more are too costly, never left out', () => {
    const lists = (n: number) => Array.from({ length: n }, () => `code=${list(1000)}`).join('&');
    expect(parsed(`Observation?${lists(5)}`).clauses).toHaveLength(5);
    const advice = { message: expect.stringMatching(/more than 5000 values.*in several searches/) };
    expect(refusal(`Observation?${lists(5)}&status=final`)).toMatchObject(advice);
    const types = 'Condition,Observation,Procedure,ServiceRequest,DiagnosticReport,MedicationRequest';
    expect(refusal(`?_type=${types}&code=${list(1000)}`)).toMatchObject(advice);
    const has = `subject.identifier=${list(1000)}`;
    expect(refusal(`Observation?${has}&${has}`)).toMatchObject(advice);
  });

  test('on parameters and pages', () => {
    const many = Array.from({ length: 101 }, () => 'name=a').join('&');
    expect(refusal(`Patient?${many}`).message).toMatch(/101 parameters; at most 100/);
    expect(parsed('Patient?_count=99999').count).toBe(1000);
    expect(parsed('Patient?_count=99999', { limits: { pageLimit: 50 } }).count).toBe(50);
    expect(parsed('Patient?', { limits: { pageDefault: 7 } }).count).toBe(7);
  });
});

describe('a query', () => {
  test('is the same to sign whatever its page and format, and another with another criterion or order', () => {
    const one = parsed('Patient?name=a&_count=3&_format=json').fingerprint;
    expect(parsed('Patient?name=a&_count=9').fingerprint).toBe(one);
    expect(parsed('Patient?name=b').fingerprint).not.toBe(one);
    expect(parsed('Patient?name=a&_sort=birthdate').fingerprint).not.toBe(one);
    expect(parsed('Practitioner?name=a').fingerprint).not.toBe(one);
    expect(parsed('Patient?name=a&_include=Patient:link').fingerprint).not.toBe(one);
  });

  test('keeps commas, bars and dollars that are escaped', () => {
    expect(JSON.stringify(parsed('Patient?name=a\\,b').clauses, (_, v) => (typeof v === 'bigint' ? 0 : v))).toContain(
      '"a,b"',
    );
    expect(parsed('Patient?identifier=a\\|b').clauses).toEqual(parsed('Patient?identifier=a\\|b').clauses);
    expect(parsed('Patient?identifier=a\\|b').clauses).not.toEqual(parsed('Patient?identifier=a|b').clauses);
  });

  test('counts only when _summary or _count say so', () => {
    expect(parsed('Patient?_summary=count').count).toBe(0);
    expect(parsed('Patient?_count=0').count).toBe(0);
    expect(parsed('Patient?_total=estimate').total).toBe('estimate');
    expect(parsed('Patient?').total).toBe('none');
  });

  test('is never taken for a property of JavaScript', () => {
    expect(refusal('constructor/1/Patient?').message).toMatch(/no compartment/);
    expect(refusal('Patient?name:constructor=a').message).toMatch(/modifier :constructor/);
    expect(refusal('Patient?_has:constructor:a:b=c').message).toMatch(/no resource type/);
    expect(refusal('Patient?_include=constructor:a').message).toMatch(/no resource type/);
    expect(refusal('Location?near=1|1|1|constructor').message).toMatch(/units:/);
  });

  test('on a compartment keeps to the types it holds', () => {
    expect(refusal('Patient/1/Organization?').message).toMatch(/Organization is never in the compartment of a Patient/);
    expect(refusal('Organization/1/Patient?').message).toMatch(/no compartment; compartments are Device, Encounter/);
    expect(parsed('Patient/1/*?').types).toContain('Observation');
  });
});

/** A record where one code and one patient are nearly everywhere. */
import type { Resource } from '@charthouse/fhir-model';

const loinc = 'http://loinc.org';

function observation(id: string, more: object): Resource {
  const category = [{ coding: [{ code: 'vital-signs' }] }];
  return { resourceType: 'Observation', id, status: 'final', category, ...more } as Resource;
}

const coded = (code: string) => ({ coding: [{ system: loinc, code, display: `Code ${code}` }] });
const minute = (i: number) => new Date(Date.UTC(2010, 0, 1) + i * 60_000).toISOString();
const beats = (value: number) => ({ value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' });

/** One code on 70 % of the observations, all of them of one patient; 300 patients with 20 observations each; a rare code. */
export function skewed(): Resource[] {
  const heavy = Array.from({ length: 14_000 }, (_, i) =>
    observation(`h${i}`, {
      code: coded('common'),
      subject: { reference: 'Patient/heavy' },
      effectiveDateTime: minute(i),
      valueQuantity: beats(60 + (i % 100)),
    }),
  );
  const patients = Array.from({ length: 300 }, (_, i) => ({
    resourceType: 'Patient',
    id: `p${i}`,
    gender: i % 2 ? 'male' : 'female',
    birthDate: `19${10 + (i % 80)}-01-01`,
    name: [{ family: `Name${i}` }],
  }));
  const others = patients.flatMap(({ id }, i) =>
    Array.from({ length: 20 }, (_, j) =>
      observation(`${id}-${j}`, {
        code: coded(`c${j}`),
        subject: { reference: `Patient/${id}` },
        effectiveDateTime: minute(i * 300 + j),
        valueQuantity: beats(j),
      }),
    ),
  );
  const rare = observation('rare', {
    code: coded('rare'),
    subject: { reference: 'Patient/heavy' },
    effectiveDateTime: '2012-01-01',
    status: 'amended',
  });
  return [
    { resourceType: 'Patient', id: 'heavy', gender: 'female', name: [{ family: 'Heavy' }] },
    ...patients,
    ...others,
    ...heavy,
    rare,
  ];
}

/** With what sorts: every observation has a tag and a source, which come before those of patients, and most an identifier. */
export function skewedOrders(): Resource[] {
  return skewed().map((resource, i): Resource => {
    if (resource.resourceType === 'Patient')
      return { ...resource, meta: { source: 'z', ...(i % 50 === 0 && { tag: [{ code: 'few' }] }) } };
    const identifier = [{ value: `${(i * 7919) % 20_000}` }];
    return { ...resource, meta: { source: 'a', tag: [{ code: 'all' }] }, ...(i % 10 && { identifier }) };
  });
}

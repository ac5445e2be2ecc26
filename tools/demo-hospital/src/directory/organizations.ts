/** The houses, their departments and units. */
import { codes, type Resource, reference, tagged } from '../fhir.ts';

export interface House {
  readonly id: string;
  readonly name: string;
  /** As rules know it. */
  readonly profile: string;
}

export const houses = {
  hospital: { id: 'demo-general', name: 'Millbrook Falls General Hospital', profile: 'acute-hospital' },
  critical: { id: 'demo-carrow', name: 'Carrow Springs Community Hospital', profile: 'critical-access-hospital' },
  clinic: { id: 'demo-clinic', name: 'Wexford Landing Clinic', profile: 'clinic' },
  recovery: { id: 'demo-recovery', name: 'Wexford Landing Recovery Program', profile: 'clinic' },
} as const satisfies Record<string, House>;

export type HouseName = keyof typeof houses;

/** Departments that answer for what no person does. */
export const departments = {
  records: ['demo-records', 'Health Information Management'],
  nursing: ['demo-nursing', 'Nursing Service'],
  registration: ['demo-registration', 'Patient Access and Registration'],
  emergency: ['demo-emergency', 'Emergency Department'],
  anaesthesia: ['demo-anaesthesia', 'Department of Anesthesiology'],
  pathology: ['demo-pathology', 'Department of Pathology'],
  laboratory: ['demo-laboratory', 'Clinical Laboratory'],
  psychiatry: ['demo-psychiatry', 'Psychiatric Unit'],
} as const;

export type DepartmentName = keyof typeof departments;

export const department = (name: DepartmentName) => ({
  reference: `Organization/${departments[name][0]}`,
  display: departments[name][1],
});

/** Units with their beds. */
export const units = {
  medical: ['4 West', 28],
  surgical: ['5 East', 24],
  intensive: ['Intensive Care', 10],
  psychiatric: ['Psychiatric Unit', 14],
  maternity: ['Birth Center', 10],
  observation: ['Observation', 10],
  emergency: ['Emergency Department', 16],
  theatre: ['Operating Rooms', 5],
  critical: ['Carrow Springs Ward', 12],
  clinic: ['Clinic', 12],
  recovery: ['Recovery Program', 4],
} as const;

export type UnitName = keyof typeof units;

const housesOfUnits: Readonly<Partial<Record<UnitName, HouseName>>> = {
  critical: 'critical',
  clinic: 'clinic',
  recovery: 'recovery',
};

export function organizations(): Resource[] {
  const kind = 'http://terminology.hl7.org/CodeSystem/organization-type';
  const all = Object.entries(houses).map(([key, { id, name, profile }]) =>
    tagged({
      ...{ resourceType: 'Organization', id, active: true, name },
      type: [
        codes([kind, 'prov', 'Healthcare Provider']),
        codes(['https://charthouse.dev/fhir/CodeSystem/organization-profile', profile]),
      ],
      address: [{ city: key === 'critical' ? 'Carrow Springs' : 'Millbrook Falls', state: 'IL', country: 'US' }],
      ...(key === 'recovery' && { partOf: reference('Organization', houses.clinic) }),
    }),
  );
  const parts = Object.values(departments).map(([id, name]) =>
    tagged({
      ...{ resourceType: 'Organization', id, active: true, name },
      type: [codes([kind, 'dept', 'Hospital Department'])],
      partOf: reference('Organization', houses.hospital),
    }),
  );
  return [...all, ...parts];
}

export function locations(): Resource[] {
  const physical = 'http://terminology.hl7.org/CodeSystem/location-physical-type';
  return (Object.keys(units) as UnitName[]).flatMap((unit) => {
    const [name, beds] = units[unit];
    const ward = tagged({
      ...{ resourceType: 'Location', id: `demo-unit-${unit}`, status: 'active', name, mode: 'instance' },
      physicalType: codes([physical, 'wa', 'Ward']),
      managingOrganization: reference('Organization', houses[housesOfUnits[unit] ?? 'hospital']),
    });
    const rooms = Array.from({ length: beds }, (_, i) =>
      tagged({
        ...{
          resourceType: 'Location',
          id: `demo-bed-${unit}-${i + 1}`,
          status: 'active',
          name: `${name}, bed ${i + 1}`,
        },
        physicalType: codes([physical, 'bd', 'Bed']),
        partOf: { reference: `Location/demo-unit-${unit}`, display: name },
      }),
    );
    return [ward, ...rooms];
  });
}

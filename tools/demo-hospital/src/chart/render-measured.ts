/** Vital signs and laboratory results. */
import type { Result, Vitals } from '../cases/results.ts';
import { instant } from '../clock.ts';
import { department } from '../directory/organizations.ts';
import { codes, loinc, type Resource, tagged, ucum } from '../fhir.ts';
import { patientReference } from '../people.ts';
import type { Chart, Measured } from './chart.ts';

const category = (code: string, display: string) => [
  codes(['http://terminology.hl7.org/CodeSystem/observation-category', code, display]),
];

export function measuredResources(chart: Chart): Resource[] {
  const first = chart.measured[0];
  const images = first
    ? (chart.matter.imaging ?? []).map((text, i) => image({ chart, measured: first, id: `${chart.id}-i` }, text, i))
    : [];
  const measured = chart.measured.flatMap((measured, i) => {
    const about = { chart, measured, id: `${chart.id}-m${i}` };
    return [
      ...(measured.vitals ? vitals(about, measured.vitals) : []),
      ...(measured.results ?? []).map((one, j) => result(about, one, j)),
    ];
  });
  return [...measured, ...images];
}

/** `Chest radiograph: clear.` as what was seen and how. */
function image(about: About, text: string, number: number): Resource {
  const [what = '', ...seen] = text.split(': ');
  const imaging = category('imaging', 'Imaging');
  return tagged({ ...frame(about, number), category: imaging, code: { text: what }, valueString: seen.join(': ') });
}

interface About {
  readonly chart: Chart;
  readonly measured: Measured;
  readonly id: string;
}

function frame({ chart, measured, id }: About, suffix: string | number) {
  return {
    ...{ resourceType: 'Observation', id: `${id}-${suffix}`, status: 'final' },
    subject: patientReference(chart.person),
    encounter: { reference: `Encounter/${chart.id}` },
    effectiveDateTime: instant(measured.at),
  };
}

const quantity = (value: number, [code, unit = code]: readonly [string, string?]) => ({
  value,
  unit,
  system: ucum,
  code,
});

/** One panel, so that all that was measured at once stays together. */
function vitals(about: About, found: Vitals): Resource[] {
  const component = (code: string, name: string, value: object) => ({
    code: codes([loinc, code, name]),
    valueQuantity: value,
  });
  return [
    tagged({
      ...frame(about, 'v'),
      category: category('vital-signs', 'Vital Signs'),
      code: { ...codes([loinc, '85353-1']), text: 'Vital signs' },
      component: [
        component('8480-6', 'Systolic blood pressure', quantity(found.systolic, ['mm[Hg]', 'mmHg'])),
        component('8462-4', 'Diastolic blood pressure', quantity(found.diastolic, ['mm[Hg]', 'mmHg'])),
        component('8867-4', 'Heart rate', quantity(found.pulse, ['/min', 'beats/minute'])),
        component('9279-1', 'Respiratory rate', quantity(found.breaths, ['/min', 'breaths/minute'])),
        component('8310-5', 'Body temperature', quantity(found.temperature, ['Cel', '°C'])),
        component('2708-6', 'Oxygen saturation', quantity(found.saturation, ['%'])),
      ],
    }),
  ];
}

function result(about: About, { analyte, value, flag }: Result, number: number): Resource {
  const { loinc: code, name, short, unit, low, high } = analyte;
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
  return tagged({
    ...frame(about, number),
    category: category('laboratory', 'Laboratory'),
    code: { ...codes([loinc, code, name]), text: short },
    valueQuantity: quantity(value, [unit]),
    referenceRange: [{ low: quantity(low, [unit]), high: quantity(high, [unit]) }],
    ...(flag && { interpretation: [codes([system, flag, flag === 'H' ? 'High' : 'Low'])] }),
    performer: [department('laboratory')],
  });
}

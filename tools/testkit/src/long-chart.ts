/** A patient who came very often: 2,000 encounters, 20,000 results of twenty kinds, some documents, the same in every run. */

export interface LongChart {
  readonly encounters: number;
  /** Results in all. */
  readonly observations: number;
}

export const longPatient = 'long-chart';
const subject = { reference: `Patient/${longPatient}` };
const day = 86_400_000;
const first = Date.UTC(2012, 0, 2, 8);
const loinc = 'http://loinc.org';

/** Code, name, unit, range. */
const kinds = [
  ['2823-3', 'Potassium', 'mmol/L', 3.5, 5.1],
  ['2951-2', 'Sodium', 'mmol/L', 136, 145],
  ['2160-0', 'Creatinine', 'mg/dL', 0.6, 1.2],
  ['3094-0', 'Urea nitrogen', 'mg/dL', 7, 20],
  ['718-7', 'Haemoglobin', 'g/dL', 12, 16],
  ['6690-2', 'Leukocytes', '10*3/uL', 4, 11],
  ['777-3', 'Platelets', '10*3/uL', 150, 400],
  ['2345-7', 'Glucose', 'mg/dL', 70, 99],
  ['17861-6', 'Calcium', 'mg/dL', 8.6, 10.3],
  ['1975-2', 'Bilirubin', 'mg/dL', 0.1, 1.2],
  ['1742-6', 'Alanine aminotransferase', 'U/L', 7, 56],
  ['1920-8', 'Aspartate aminotransferase', 'U/L', 10, 40],
  ['1751-7', 'Albumin', 'g/dL', 3.4, 5.4],
  ['4548-4', 'Haemoglobin A1c', '%', 4, 5.6],
  ['1988-5', 'C reactive protein', 'mg/L', 0, 8],
  ['8310-5', 'Body temperature', 'Cel', 36.1, 37.5],
  ['8867-4', 'Heart rate', '/min', 60, 100],
  ['9279-1', 'Respiratory rate', '/min', 12, 20],
  ['29463-7', 'Body weight', 'kg', 55, 85],
  ['59408-5', 'Oxygen saturation', '%', 94, 100],
] as const;

const visits = ['Dialysis session', 'Office visit', 'Emergency visit', 'Inpatient stay', 'Wound care'];

/** The patient first, then what refers to it. */
export function longChart({ encounters, observations }: LongChart): object[] {
  const next = chance(11);
  const at = (i: number) => new Date(first + Math.floor((i * 14 * 365 * day) / encounters));
  return [
    {
      ...{ resourceType: 'Patient', id: longPatient, birthDate: '1951-03-02', gender: 'male' },
      name: [{ use: 'official', family: 'Longstaff', given: ['Theodore', 'Amos'] }],
    },
    ...Array.from({ length: encounters }, (_, i) => ({
      ...{ resourceType: 'Encounter', id: `long-e${i}`, status: 'finished', subject },
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
      type: [{ text: visits[i % visits.length] }],
      period: { start: at(i).toISOString(), end: new Date(at(i).getTime() + 4 * 3_600_000).toISOString() },
    })),
    ...Array.from({ length: observations }, (_, i) => {
      const [code, text, unit, low, high] = kinds[i % kinds.length]!;
      const encounter = Math.floor((i * encounters) / observations);
      const value = Number((low + (high - low) * (next() * 1.4 - 0.2)).toFixed(1));
      return {
        ...{ resourceType: 'Observation', id: `long-o${i}`, status: 'final', subject },
        encounter: { reference: `Encounter/long-e${encounter}` },
        code: { text, coding: [{ system: loinc, code, display: text }] },
        effectiveDateTime: new Date(at(encounter).getTime() + (i % 20) * 60_000).toISOString(),
        valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
        referenceRange: [{ low: { value: low, unit }, high: { value: high, unit } }],
      };
    }),
  ];
}

/** From 0 up to, not including, 1; the same for a seed: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

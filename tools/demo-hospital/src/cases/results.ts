/** What is measured: names, units and ranges of healthy adults. */
import type { Random } from '../random.ts';

interface Analyte {
  readonly loinc: string;
  readonly name: string;
  /** As notes shorten it. */
  readonly short: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly digits: number;
}

const analyte = (
  [loinc, name, short]: readonly [string, string, string],
  unit: string,
  [low, high, digits = 0]: readonly [number, number, number?],
): Analyte => ({ loinc, name, short, unit, low, high, digits });

/** https://loinc.org */
export const analytes = {
  sodium: analyte(['2947-0', 'Sodium [Moles/volume] in Blood', 'Na'], 'mmol/L', [135, 145]),
  potassium: analyte(['6298-4', 'Potassium [Moles/volume] in Blood', 'K'], 'mmol/L', [3.5, 5.1, 1]),
  chloride: analyte(['2069-3', 'Chloride [Moles/volume] in Blood', 'Cl'], 'mmol/L', [98, 107]),
  carbonDioxide: analyte(['20565-8', 'Carbon dioxide, total [Moles/volume] in Blood', 'CO2'], 'mmol/L', [22, 29]),
  urea: analyte(['6299-2', 'Urea nitrogen [Mass/volume] in Blood', 'BUN'], 'mg/dL', [7, 20]),
  creatinine: analyte(['38483-4', 'Creatinine [Mass/volume] in Blood', 'Cr'], 'mg/dL', [0.6, 1.2, 2]),
  glucose: analyte(['2339-0', 'Glucose [Mass/volume] in Blood', 'glucose'], 'mg/dL', [70, 110]),
  leukocytes: analyte(['6690-2', 'Leukocytes [#/volume] in Blood by Automated count', 'WBC'], '10*3/uL', [4, 11, 1]),
  hemoglobin: analyte(['718-7', 'Hemoglobin [Mass/volume] in Blood', 'Hgb'], 'g/dL', [12, 16, 1]),
  hematocrit: analyte(['4544-3', 'Hematocrit [Volume Fraction] of Blood by Automated count', 'Hct'], '%', [36, 47, 1]),
  platelets: analyte(['777-3', 'Platelets [#/volume] in Blood by Automated count', 'Plt'], '10*3/uL', [150, 400]),
  bilirubin: analyte(['1975-2', 'Bilirubin.total [Mass/volume] in Serum or Plasma', 'T bili'], 'mg/dL', [0.2, 1.2, 1]),
  alanine: analyte(['1742-6', 'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'ALT'], 'U/L', [7, 45]),
  aspartate: analyte(['1920-8', 'Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'AST'], 'U/L', [8, 40]),
  albumin: analyte(['1751-7', 'Albumin [Mass/volume] in Serum or Plasma', 'albumin'], 'g/dL', [3.5, 5, 1]),
  natriuretic: analyte(['33762-6', 'Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma', 'NT-proBNP'], 'pg/mL', [0, 300]),
  glycated: analyte(['4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', 'A1c'], '%', [4, 5.6, 1]),
  cholesterol: analyte(['2093-3', 'Cholesterol [Mass/volume] in Serum or Plasma', 'total cholesterol'], 'mg/dL', [120, 200]),
} as const; // biome-ignore format: one table

export type AnalyteName = keyof typeof analytes;

export const panels = {
  chemistry: ['sodium', 'potassium', 'chloride', 'carbonDioxide', 'urea', 'creatinine', 'glucose'],
  count: ['leukocytes', 'hemoglobin', 'hematocrit', 'platelets'],
  liver: ['bilirubin', 'alanine', 'aspartate', 'albumin'],
} as const satisfies Record<string, readonly AnalyteName[]>;

export interface Result {
  readonly analyte: Analyte;
  readonly value: number;
  /** H or L. */
  readonly flag?: 'H' | 'L';
}

/** A value as one would find it, or around `given`. */
export function resultOf(name: AnalyteName, random: Random, given?: number): Result {
  const analyte = analytes[name];
  const { low, high, digits } = analyte;
  const middle = given ?? (low + high) / 2;
  const spread = given === undefined ? (high - low) / 4 : Math.min(given / 12, Math.max((high - low) / 3, given / 30));
  const value = Number(Math.max(0, random.about(middle, spread)).toFixed(digits));
  const flag = value > high ? 'H' : value < low ? 'L' : undefined;
  return { analyte, value, ...(flag && { flag }) };
}

/** `WBC 14.2 (H)` */
export const resultText = ({ analyte, value, flag }: Result) => `${analyte.short} ${value}${flag ? ` (${flag})` : ''}`;

export interface Vitals {
  readonly temperature: number;
  readonly pulse: number;
  readonly breaths: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly saturation: number;
}

export function vitalsOf(random: Random, ill: Partial<Vitals> = {}): Vitals {
  const whole = (middle: number, spread: number) => Math.round(random.about(middle, spread));
  return {
    temperature: Number(random.about(ill.temperature ?? 36.8, 0.4).toFixed(1)),
    pulse: whole(ill.pulse ?? 78, 10),
    breaths: whole(ill.breaths ?? 16, 2),
    systolic: whole(ill.systolic ?? 128, 14),
    diastolic: whole(ill.diastolic ?? 76, 8),
    saturation: Math.min(100, whole(ill.saturation ?? 98, 2)),
  };
}

export const vitalsText = (v: Vitals) =>
  `T ${v.temperature} C, HR ${v.pulse}, RR ${v.breaths}, BP ${v.systolic}/${v.diastolic}, SpO2 ${v.saturation} % ${v.saturation < 93 ? 'on room air, started on 2 L nasal cannula' : 'on room air'}`;

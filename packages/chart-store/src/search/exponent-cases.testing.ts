/** Quantities asked for with exponents, and with more digits than a double has. */

export const exponents: readonly string[] = [
  '5.40e-3|http://unitsofmeasure.org|g',
  '5.4e-3',
  'ne5.40e-3|http://unitsofmeasure.org|g',
  '5.45|http://unitsofmeasure.org|mg',
  '1e2',
  '1e2||g',
  '0.1234567890123456789',
  'ge0.1234567890123456789',
  'gt0.1234567890123456789',
  '0.1234567890123456789|http://unitsofmeasure.org|g',
];

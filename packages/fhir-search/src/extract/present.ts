/**
 * `res.present`: the numbers of the parameters that have a value, two bytes each. The first byte of a number has its top bit
 * set and the second has not, so that `position(code in present)` finds whole numbers only.
 */

const most = 0x3fff;

export function presentCode(parameter: number): Uint8Array {
  if (parameter > most) throw tooMany(parameter);
  return Uint8Array.of(0x80 | (parameter >> 7), parameter & 0x7f);
}

export function presentCodes(parameters: ReadonlySet<number>): Uint8Array {
  const bytes = new Uint8Array(parameters.size * 2);
  let at = 0;
  for (const parameter of parameters) {
    if (parameter > most) throw tooMany(parameter);
    bytes[at++] = 0x80 | (parameter >> 7);
    bytes[at++] = parameter & 0x7f;
  }
  return bytes;
}

function tooMany(parameter: number): RangeError {
  return new RangeError(`Search parameter number ${parameter} is above ${most}.`);
}

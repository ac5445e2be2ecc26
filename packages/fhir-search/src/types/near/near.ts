/** Search type special: `near=latitude|longitude|distance|units`. https://hl7.org/fhir/R4/location.html#search */
import { isObject, outcomes } from '@charthouse/fhir-model';
import { addQty } from '../../extract/collected.ts';
import { splitOn } from '../../query/values.ts';
import type { SearchType } from '../search-type.ts';

const metresPer: Readonly<Record<string, number>> = {
  km: 1000,
  m: 1,
  cm: 0.01,
  '[mi_us]': 1609.347,
  '[mi_i]': 1609.344,
  mi: 1609.344,
  '[ft_i]': 0.3048,
};

/** Distance when none is given. */
const nearby = 50_000;

export const near: SearchType = {
  extract: {
    'Location.position': ({ parameter, keys }) => {
      const [latitude, longitude] = [keys.of('near', parameter, 'latitude'), keys.of('near', parameter, 'longitude')];
      return (value, out) => {
        if (!isObject(value) || typeof value.latitude !== 'number' || typeof value.longitude !== 'number') return false;
        addQty(out, latitude, { lo: value.latitude, hi: value.latitude });
        addQty(out, longitude, { lo: value.longitude, hi: value.longitude });
        return true;
      };
    },
  },
  modifiers: [],
  clause: (value, { parameter, keys, name }) => {
    const [lat = '', lon = '', distance = '', unit = '', ...more] = splitOn(value, '|');
    const at = [degrees(lat, 90), degrees(lon, 180)] as const;
    const metres = distance === '' ? nearby : Number(distance) * (metresPer[unit === '' ? 'km' : unit] ?? Number.NaN);
    if (at[0] === undefined || at[1] === undefined || !Number.isFinite(metres) || metres < 0 || more.length > 0)
      throw outcomes.badRequest(
        `${name}: "${value}" must be latitude|longitude|distance|unit, in degrees; units: ${Object.keys(metresPer).join(', ')}.`,
      );
    return {
      kind: 'near',
      latitude: keys.of('near', parameter, 'latitude'),
      longitude: keys.of('near', parameter, 'longitude'),
      at: [at[0], at[1]],
      metres,
    };
  },
};

function degrees(text: string, most: number): number | undefined {
  const value = Number(text);
  return text !== '' && Math.abs(value) <= most ? value : undefined;
}

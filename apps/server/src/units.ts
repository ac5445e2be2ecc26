/** Units of measure by `@lhncbc/ucum-lhc`, some 20 MB: read when two units are first compared. https://ucum.org */
import { createRequire } from 'node:module';
import { type Units, ucumUnits } from '@charthouse/fhirpath';

const require = createRequire(import.meta.url);
let loaded: Units | undefined;

export const units: Units = {
  convert(value, from, to) {
    loaded ??= ucumUnits(require('@lhncbc/ucum-lhc').UcumLhcUtils.getInstance());
    return loaded.convert(value, from, to);
  },
};

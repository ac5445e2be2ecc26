/** Searches in an order other than that of keys: by each type of parameter, unfiltered, filtered to a code and to a patient. */
import { commonCode } from '../../data/clones.ts';
import type { Kind } from './kinds.ts';

const page = '_count=20';
const sorted = (name: string, query: Kind['query']): Kind => ({ name: `sorted by ${name}`, class: 'sort', query });
const whole = (name: string, query: string): Kind => sorted(name, () => `${query}&${page}`);

export const sorts: readonly Kind[] = [
  whole('a string: all patients', 'Patient?_sort=family'),
  whole('a string, descending: all patients', 'Patient?_sort=-family'),
  whole('a token: all observations', 'Observation?_sort=status'),
  whole('a token of many codes, descending: all observations', 'Observation?_sort=-code'),
  whole('another date: all claims', 'Claim?_sort=-created'),
  whole('a date that few have: all patients', 'Patient?_sort=death-date'),
  whole('a quantity: all observations', 'Observation?_sort=value-quantity'),
  whole('a quantity, descending: all observations', 'Observation?_sort=-value-quantity'),
  whole('a quantity: the code of 70 %', `Observation?code=http://loinc.org|${commonCode}&_sort=value-quantity`),
  whole('a token and the date: all observations', 'Observation?_sort=code,-date'),
  whole('a string and another: all patients', 'Patient?_sort=family,given'),
  whole('a quantity and the date: all observations', 'Observation?_sort=-value-quantity,-date'),
  sorted('a reference: a condition', (s) => `Condition?code=${s.condition()}&_sort=subject&${page}`),
  sorted('a quantity: a patient', (s) => `Observation?patient=${s.patient()}&_sort=value-quantity&${page}`),
  sorted('a token: a patient', (s) => `Observation?patient=${s.patient()}&_sort=code&${page}`),
  sorted('a reference: a patient', (s) => `Observation?patient=${s.patient()}&_sort=encounter&${page}`),
  sorted('a token: the patient with most observations', (s) => `Observation?patient=${s.heaviest}&_sort=code&${page}`),
];

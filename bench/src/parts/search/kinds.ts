/** The kinds of searches that are measured, as a table: a new kind is a new line. https://hl7.org/fhir/R4/search.html */
import { commonCode, rareCode } from '../../data/clones.ts';
import type { Samples } from './samples.ts';

/** `quick`: pages in the order of an index. `join`: several indexes meet. `total`: matches are counted to 10,000 and estimated beyond. `exact`: all are counted. `sort`: in another order than that of keys. */
export type KindClass = 'quick' | 'join' | 'total' | 'exact' | 'sort';

export interface Kind {
  readonly name: string;
  readonly class: KindClass;
  /** The search below `/fhir/R4/`. */
  readonly query: (samples: Samples) => string;
  /** Pages that are turned before the one that is measured. */
  readonly pages?: number;
}

const loinc = (code: string) => `http://loinc.org|${code}`;
const page = '_count=20';

/** The first letters of a value that is escaped for a URL. */
const beginning = (escaped: string) => encodeURIComponent(decodeURIComponent(escaped).slice(0, 4));

export const kinds: readonly Kind[] = [
  {
    name: 'patient, code, date from; newest first',
    class: 'quick',
    query: (s) => `Observation?patient=${s.patient()}&code=${loinc(s.code())}&date=ge2012-01-01&_sort=-date&${page}`,
  },
  {
    name: 'patient; newest first',
    class: 'quick',
    query: (s) => `Observation?patient=${s.patient()}&_sort=-date&${page}`,
  },
  {
    name: 'the patient with most observations; newest first',
    class: 'quick',
    query: (s) => `Observation?patient=${s.heaviest}&_sort=-date&${page}`,
  },
  {
    name: 'the patient with most observations, any code; newest first',
    class: 'quick',
    query: (s) => `Observation?patient=${s.heaviest}&code=${loinc(s.code())}&_sort=-date&${page}`,
  },
  {
    name: 'a code; newest first',
    class: 'quick',
    query: (s) => `Observation?code=${loinc(s.code())}&_sort=-date&${page}`,
  },
  {
    name: 'the code of 70 %; newest first',
    class: 'quick',
    query: () => `Observation?code=${loinc(commonCode)}&_sort=-date&${page}`,
  },
  {
    name: 'the code of 70 %; the 30th page',
    class: 'quick',
    pages: 29,
    query: () => `Observation?code=${loinc(commonCode)}&_sort=-date&${page}`,
  },
  { name: 'a rare code', class: 'quick', query: () => `Observation?code=${loinc(rareCode)}&${page}` },
  { name: 'last changed first', class: 'quick', query: () => `Observation?_sort=-_lastUpdated&${page}` },
  { name: 'by id', class: 'quick', query: () => `Encounter?_sort=_id&${page}` },
  {
    name: 'name and year of birth',
    class: 'quick',
    query: (s) => `Patient?name=${beginning(s.family())}&birthdate=ge1950&${page}`,
  },
  { name: 'identifier', class: 'quick', query: (s) => `Patient?identifier=${s.identifier()}` },
  {
    name: '_has: patients with an observation of a code',
    class: 'join',
    query: (s) => `Patient?_has:Observation:patient:code=${loinc(s.code())}&${page}`,
  },
  {
    name: '_has: of the rare code',
    class: 'join',
    query: () => `Patient?_has:Observation:patient:code=${loinc(rareCode)}&${page}`,
  },
  {
    name: 'chain: the code of 70 % by name of the patient',
    class: 'join',
    query: (s) => `Observation?patient.name=${s.family()}&code=${loinc(commonCode)}&${page}`,
  },
  {
    name: 'code and quantity above',
    class: 'join',
    query: (s) => `Observation?code-value-quantity=${loinc(s.code())}$gt${s.quantity()}&${page}`,
  },
  {
    name: 'conditions with their patients (_include)',
    class: 'join',
    query: (s) => `Condition?code=${s.condition()}&_include=Condition:subject&_count=50`,
  },
  {
    name: 'total of a code',
    class: 'total',
    query: (s) => `Observation?code=${loinc(s.code())}&_summary=count&_total=estimate`,
  },
  {
    name: 'total of the code of 70 %',
    class: 'total',
    query: () => `Observation?code=${loinc(commonCode)}&_summary=count&_total=estimate`,
  },
  {
    name: 'exact total of the code of 70 %',
    class: 'exact',
    query: () => `Observation?code=${loinc(commonCode)}&_summary=count`,
  },
];

/** How one element meets one value of a query, by search type: the words of https://hl7.org/fhir/R4/search.html, slowly. */
// @ts-expect-error: has no types
import ucum from '@lhncbc/ucum-lhc';

// biome-ignore lint/suspicious/noExplicitAny: elements of many shapes
type Element = any;
export type Compare = (element: Element, value: string, modifier?: string) => boolean;

const units = ucum.UcumLhcUtils.getInstance();

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

const texts = (element: Element): string[] =>
  typeof element === 'string'
    ? [element]
    : [
        'text',
        'family',
        'given',
        'prefix',
        'suffix',
        'line',
        'city',
        'district',
        'state',
        'postalCode',
        'country',
      ].flatMap((name) => element[name] ?? []);

const string: Compare = (element, value, modifier) =>
  texts(element).some((text) => {
    if (modifier === 'exact') return text === value;
    return modifier === 'contains' ? plain(text).includes(plain(value)) : plain(text).startsWith(plain(value));
  });

interface Code {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

/** A `code` element has the system of its value set; queries in these tests do not name it. */
function codes(element: Element): Code[] {
  if (typeof element !== 'object') return [{ code: String(element) }];
  if (element.coding || (element.text !== undefined && element.value === undefined)) return element.coding ?? [];
  if ('code' in element || 'display' in element) return [element];
  return [{ system: element.use === undefined || !element.rank ? element.system : undefined, code: element.value }];
}

/** Strings compare without case. */
function isContactPoint(element: Element): boolean {
  return ['phone', 'email'].includes(element.system);
}

const token: Compare = (element, value, modifier) => {
  if (modifier === 'text') {
    const shown = [element.text, element.type?.text, ...codes(element).map((one) => one.display)];
    const kinds = (element.type?.coding ?? []).map((one: Code) => one.display);
    return [...shown, ...kinds].some((text) => text !== undefined && plain(text).startsWith(plain(value)));
  }
  const parts = value.split('|');
  if (modifier === 'of-type') {
    const [system, code, id] = parts;
    const kinds: Code[] = element.type?.coding ?? [];
    return element.value === id && kinds.some((one) => one.system === system && one.code === code);
  }
  const [system, code] = parts.length === 1 ? [undefined, parts[0]] : [parts[0], parts[1]];
  return codes(element).some((one) => {
    if (system !== undefined && (one.system ?? '') !== system) return false;
    return (
      code === '' || one.code === code || (isContactPoint(element) && one.code?.toLowerCase() === code?.toLowerCase())
    );
  });
};

const reference: Compare = (element, value, modifier) => {
  if (modifier === 'below' || modifier === 'above') return uri(element, value, modifier);
  if (modifier === 'identifier') return element.identifier !== undefined && token(element.identifier, value);
  const text: string = typeof element === 'string' ? element : (element.reference ?? '');
  const [, type, id] = /^([A-Z]\w+)\/([^/]+)/.exec(text) ?? [];
  if (value.includes('/_history/')) return text === value;
  if (value.includes('/') || value.includes(':'))
    return text === value || (type !== undefined && `${type}/${id}` === value) || text.startsWith(`${value}|`);
  return id === value && (modifier === undefined || type === modifier);
};

const uri: Compare = (element, value, modifier) => {
  if (modifier === 'below') return element.startsWith(value);
  if (modifier === 'above') return value.startsWith(element);
  return element === value || element.startsWith(`${value}|`);
};

interface Span {
  readonly lo: number;
  readonly hi: number;
}

/** Milliseconds, the end not included; the precision of the text is the width. */
function dates(text: string): Span {
  const whole = /^\d{4}$/.test(text) ? `${text}-01-01` : /^\d{4}-\d\d$/.test(text) ? `${text}-01` : text;
  const timed = whole.includes('T') ? whole.replace(/(T\d\d:\d\d)(Z|[+-]|$)/, '$1:00$2') : `${whole}T00:00:00`;
  const lo = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(timed) ? timed : `${timed}Z`);
  const end = new Date(lo);
  if (text.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (text.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
  else if (text.length === 10) end.setUTCDate(end.getUTCDate() + 1);
  else if (/\.\d{3}/.test(text)) end.setUTCMilliseconds(end.getUTCMilliseconds() + 1);
  else if (/T\d\d:\d\d:/.test(text)) end.setUTCSeconds(end.getUTCSeconds() + 1);
  else end.setUTCMinutes(end.getUTCMinutes() + 1);
  return { lo, hi: end.getTime() };
}

function dateSpan(element: Element): Span | undefined {
  if (typeof element === 'string') return dates(element);
  const events: Span[] = (element.event ?? []).map(dates);
  const period = element.repeat?.boundsPeriod ?? element;
  if (period.start ?? period.end)
    events.push({
      lo: period.start ? dates(period.start).lo : Number.NEGATIVE_INFINITY,
      hi: period.end ? dates(period.end).hi : Number.POSITIVE_INFINITY,
    });
  if (events.length === 0) return undefined;
  return { lo: Math.min(...events.map((one) => one.lo)), hi: Math.max(...events.map((one) => one.hi)) };
}

/** Half-open ranges: `a` is the query's, `b` the element's. */
const rangeTests: Readonly<Record<string, (a: Span, b: Span) => boolean>> = {
  eq: (a, b) => b.lo >= a.lo && b.hi <= a.hi,
  ne: (a, b) => !(b.lo >= a.lo && b.hi <= a.hi),
  gt: (a, b) => b.hi > a.hi,
  ge: (a, b) => b.hi > a.hi || (b.lo >= a.lo && b.hi <= a.hi),
  lt: (a, b) => b.lo < a.lo,
  le: (a, b) => b.lo < a.lo || (b.lo >= a.lo && b.hi <= a.hi),
  sa: (a, b) => b.lo >= a.hi,
  eb: (a, b) => b.hi <= a.lo,
  ap: (a, b) => b.lo < a.hi && b.hi > a.lo,
};

const prefixed = (value: string): [string, string] =>
  /^[a-z]{2}/.test(value) ? [value.slice(0, 2), value.slice(2)] : ['eq', value];

/** Milliseconds since 1970, what tests take for now. */
export const testNow = Date.parse('2024-06-01T00:00:00Z');

const date: Compare = (element, value) => {
  const [prefix, text] = prefixed(value);
  const own = dateSpan(element);
  let asked = dates(text);
  if (prefix === 'ap') {
    const gap = testNow >= asked.hi ? testNow - asked.hi : asked.lo > testNow ? asked.lo - testNow : 0;
    asked = { lo: asked.lo - gap / 10, hi: asked.hi + gap / 10 };
  }
  return own !== undefined && rangeTests[prefix]!(asked, own);
};

/** The number itself is equal however narrow its precision. */
function isEqual(at: number, half: number, { lo, hi }: Span): boolean {
  return (lo === at && hi === at) || (lo >= at - half && hi < at + half);
}

const numberTests: Readonly<Record<string, (at: number, half: number, b: Span) => boolean>> = {
  eq: isEqual,
  ne: (at, half, b) => !isEqual(at, half, b),
  gt: (at, _, b) => b.hi > at,
  ge: (at, _, b) => b.hi >= at,
  lt: (at, _, b) => b.lo < at,
  le: (at, _, b) => b.lo <= at,
  sa: (at, _, b) => b.lo > at,
  eb: (at, _, b) => b.hi < at,
  ap: (at, _, b) => b.lo <= at + Math.abs(at) / 10 && b.hi >= at - Math.abs(at) / 10,
};

function halfWidth(text: string): number {
  const [, fraction = '', power] = /^[^.e]*(?:\.(\d+))?(?:e(.+))?$/.exec(text) ?? [];
  if (power === undefined) return 0.5 * 10 ** -fraction.length;
  const counted = fraction.replace(/0+$/, '').length || (Number(power) > 0 ? 1 : 0);
  return Number(`0.5e${Number(power) - counted}`);
}

const number: Compare = (element, value) => {
  const [prefix, text] = prefixed(value);
  const own = typeof element === 'number' ? { lo: element, hi: element } : spanOf(element);
  return own !== undefined && numberTests[prefix]!(Number(text), halfWidth(text), own);
};

function spanOf(element: Element): Span | undefined {
  if (element.low || element.high)
    return { lo: element.low?.value ?? Number.NEGATIVE_INFINITY, hi: element.high?.value ?? Number.POSITIVE_INFINITY };
  if (element.data !== undefined) {
    const points: number[] = element.data.split(' ').map(Number).filter(Number.isFinite);
    const values = points.map((one) => one * element.factor + element.origin.value);
    return { lo: Math.min(...values), hi: Math.max(...values) };
  }
  if (typeof element.value !== 'number') return undefined;
  return {
    lo: element.comparator?.startsWith('<') ? Number.NEGATIVE_INFINITY : element.value,
    hi: element.comparator?.startsWith('>') ? Number.POSITIVE_INFINITY : element.value,
  };
}

const quantity: Compare = (element, value) => {
  const [amount = '', system = '', code = ''] = value.split('|');
  const own = spanOf(element);
  const unit = element.low ?? element.high ?? element.origin ?? element;
  if (!own) return false;
  if (code === '') return number(element, amount);
  if (system === '') return (unit.code === code || unit.unit === code) && number(element, amount);
  if (unit.currency) return system === 'urn:iso:std:iso:4217' && unit.currency === code && number(element, amount);
  if (unit.system !== system) return false;
  if (unit.code === code) return number(element, amount);
  if (system !== 'http://unitsofmeasure.org') return false;
  const [prefix, text] = prefixed(amount);
  const converted = (from: number): number => {
    if (!Number.isFinite(from)) return Number.isNaN(converted(1)) ? Number.NaN : from;
    const answer = units.convertUnitTo(unit.code, from, code);
    return answer.status === 'succeeded' ? Number(answer.toVal!.toPrecision(12)) : Number.NaN;
  };
  const inUnit = { lo: converted(own.lo), hi: converted(own.hi) };
  return !Number.isNaN(inUnit.lo) && numberTests[prefix]!(Number(text), halfWidth(text), inUnit);
};

export const compares: Readonly<Record<string, Compare>> = { string, token, reference, uri, date, number, quantity };

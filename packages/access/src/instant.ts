/** FHIR dates as milliseconds. https://hl7.org/fhir/R4/datatypes.html#dateTime */
import { isObject, type JsonValue } from '@charthouse/fhir-model';

const grammar = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/;

/** First and last millisecond of what a date, dateTime or instant names; without a zone UTC. Undefined: no date. */
function bounds(value: JsonValue | undefined): { readonly from: number; readonly to: number } | undefined {
  const match = typeof value === 'string' ? grammar.exec(value) : null;
  if (!match) return undefined;
  const [text, year, month, day, time] = match;
  if (time !== undefined) {
    const at = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
    const end = /\.\d/.test(time) ? at : at + 999;
    return Number.isNaN(at) ? undefined : { from: at, to: end };
  }
  const from = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const next = day
    ? from + 86_400_000
    : month
      ? Date.UTC(Number(year), Number(month), 1)
      : Date.UTC(Number(year) + 1, 0, 1);
  return Number.isNaN(from) ? undefined : { from, to: next - 1 };
}

/** Of a Period, with open ends left out; of a dateTime its own bounds. */
export function periodOf(value: JsonValue | undefined): { readonly from?: number; readonly to?: number } {
  if (!isObject(value)) return bounds(value) ?? {};
  const from = bounds(value.start)?.from;
  const to = bounds(value.end)?.to;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

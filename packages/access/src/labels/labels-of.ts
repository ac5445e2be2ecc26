/** The labels of a resource: those that were sent, and those that rules set. They are kept apart. */
import { isObject, type JsonObject, type JsonValue, type Resource } from '@charthouse/fhir-model';
import { objects, text } from '../elements.ts';
import { clinicalDate } from './clinical-date.ts';
import { labelOf } from './label-of.ts';
import type { LabelRule } from './rule.ts';

/** What is known of a resource besides itself. */
export interface Surroundings {
  /** `YYYY-MM-DD`: picks the rules in force. */
  readonly today: string;
  readonly rules: readonly LabelRule[];
  /** It comes from a program under 42 CFR Part 2: its facility, or that of its encounter, is one. */
  readonly fromPartTwoProgram: boolean;
  /** Of its patient. */
  readonly birthDate?: string;
}

export interface Labels {
  /** Of `meta.security`, but those that hide nothing. */
  readonly sent: readonly string[];
  /** By rules, each with the first rule that set it. */
  readonly computed: readonly { readonly label: string; readonly rule: string }[];
}

export function labelsOf(resource: Resource, around: Surroundings): Labels {
  const sent = [...new Set(objects(resource.meta?.security).flatMap((coding) => labelOf(coding) ?? []))];
  const codes = codesOf(resource);
  const computed = new Map<string, string>();
  for (const rule of around.rules) {
    if (!inForce(rule, around.today)) continue;
    const has = (label: string) => sent.includes(label) || computed.has(label);
    if (holds(rule, { resource, codes, has, around }))
      for (const label of rule.labels) if (!computed.has(label)) computed.set(label, rule.id);
  }
  return { sent, computed: [...computed].map(([label, rule]) => ({ label, rule })) };
}

/** Every Coding in a resource but those of `meta`: system -> codes. */
function codesOf({ meta: _, ...rest }: Resource): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (value: JsonValue | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isObject(value)) {
      const { system, code } = value;
      if (typeof system === 'string' && typeof code === 'string')
        found.set(system, (found.get(system) ?? new Set()).add(code));
      for (const key in value) visit(value[key]);
    }
  };
  visit(rest);
  return found;
}

function inForce({ effective: { from, to } }: LabelRule, today: string): boolean {
  return from <= today && (to === undefined || today <= to);
}

interface Trial {
  readonly resource: JsonObject;
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly has: (label: string) => boolean;
  readonly around: Surroundings;
}

function holds({ when }: LabelRule, { resource, codes, has, around }: Trial): boolean {
  if (when.fromPartTwoProgram && around.fromPartTwoProgram) return true;
  if (Object.entries(when.codes ?? {}).some(([system, wanted]) => hasCode(codes.get(system), wanted))) return true;
  const { labelled } = when;
  if (!labelled?.labels.some(has)) return false;
  const age = ageOn(around.birthDate, text(clinicalDate(resource)) ?? around.today);
  return age !== undefined && labelled.age.from <= age && age < labelled.age.under;
}

function hasCode(found: ReadonlySet<string> | undefined, wanted: readonly string[]): boolean {
  if (!found) return false;
  return wanted.some((code) =>
    code.endsWith('*') ? [...found].some((one) => one.startsWith(code.slice(0, -1))) : found.has(code),
  );
}

/** Whole years; of dates that are not whole the parts that are there count. */
function ageOn(birthDate: string | undefined, day: string): number | undefined {
  if (birthDate === undefined) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(4, 10) < birthDate.slice(4, 10) ? years - 1 : years;
}

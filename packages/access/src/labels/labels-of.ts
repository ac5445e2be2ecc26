/** The labels of a resource: those that were sent, and those that rules set. They are kept apart. */
import type { JsonValue, Resource } from '@charthouse/fhir-model';
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
  /** Labels that it has from the encounter it belongs to, or from the document it is part of. */
  readonly inherited?: readonly string[];
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
  const computed = new Map((around.inherited ?? []).map((label) => [label, 'inherited']));
  for (const rule of around.rules) {
    if (!inForce(rule, around.today)) continue;
    const has = (label: string) => sent.includes(label) || computed.has(label);
    if (holds(rule, { resource, codes, has, around }))
      for (const label of rule.labels) if (!computed.has(label)) computed.set(label, rule.id);
  }
  return { sent, computed: [...computed].map(([label, rule]) => ({ label, rule })) };
}

type Code = readonly [system: string, code: string];

/** Every Coding in a resource but those of `meta`. */
function codesOf(resource: Resource): readonly Code[] {
  const found: Code[] = [];
  for (const name in resource) if (name !== 'meta') collect(resource[name], found);
  return found;
}

function collect(value: JsonValue | undefined, found: Code[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  const { system, code } = value;
  if (typeof system === 'string' && typeof code === 'string') found.push([system, code]);
  for (const name in value) collect(value[name], found);
}

function inForce({ effective: { from, to } }: LabelRule, today: string): boolean {
  return from <= today && (to === undefined || today <= to);
}

interface Trial {
  readonly resource: Resource;
  readonly codes: readonly Code[];
  readonly has: (label: string) => boolean;
  readonly around: Surroundings;
}

function holds({ when }: LabelRule, { resource, codes, has, around }: Trial): boolean {
  if (when.fromPartTwoProgram && around.fromPartTwoProgram) return true;
  const { codes: wanted, sources, labelled } = when;
  const source = text(resource.meta?.source);
  if (source !== undefined && sources?.some((one) => fits(one, source))) return true;
  if (wanted && codes.some(([system, code]) => wanted[system]?.some((one) => fits(one, code)))) return true;
  if (!labelled?.labels.some(has)) return false;
  const age = ageOn(around.birthDate, text(clinicalDate(resource)) ?? around.today);
  return age !== undefined && labelled.age.from <= age && age < labelled.age.under;
}

/** With a `*` at its end: begins so. */
function fits(wanted: string, code: string): boolean {
  return wanted.endsWith('*') ? code.startsWith(wanted.slice(0, -1)) : code === wanted;
}

/** Whole years; of dates that are not whole the parts that are there count. */
function ageOn(birthDate: string | undefined, day: string): number | undefined {
  if (birthDate === undefined) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(4, 10) < birthDate.slice(4, 10) ? years - 1 : years;
}

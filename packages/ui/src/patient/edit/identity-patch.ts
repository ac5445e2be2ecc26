/** What was changed in the form, as a JSON Patch that leaves everything else in the record as it is: https://www.rfc-editor.org/rfc/rfc6902 */
import type { Patient } from 'fhir/r4';
import { changedFields, type Identity, type IdentityField, identityOf, placesOf } from './identity.ts';

export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

type List = 'name' | 'telecom' | 'address';

interface Group {
  readonly list: List;
  readonly at: number;
  /** What an element has that is made for it. */
  readonly made: object;
  readonly fields: Partial<Record<IdentityField, string>>;
}

const lists: Partial<Record<IdentityField, (text: string) => string[]>> = {
  given: (text) => text.split(/\s+/).filter(Boolean),
  line: (text) => text.split('\n').filter((line) => line.trim() !== ''),
};

export function identityPatch(patient: Patient, wanted: Identity): readonly PatchStep[] {
  const changed = new Set(changedFields(identityOf(patient), wanted));
  const at = placesOf(patient);
  const groups: readonly Group[] = [
    { list: 'name', at: at.name, made: { use: 'official' }, fields: { family: 'family', given: 'given' } },
    { list: 'telecom', at: at.phone, made: { system: 'phone' }, fields: { phone: 'value' } },
    { list: 'telecom', at: at.email, made: { system: 'email' }, fields: { email: 'value' } },
    {
      ...{ list: 'address', at: at.address, made: { use: 'home' } },
      fields: { line: 'line', city: 'city', state: 'state', postalCode: 'postalCode', country: 'country' },
    },
  ];
  const steps = (['birthDate', 'gender'] as const).flatMap((field) =>
    changed.has(field) ? [step(`/${field}`, patient[field], wanted[field].trim())] : [],
  );
  let telecoms = patient.telecom?.length ?? 0;
  for (const group of groups) {
    const fields = Object.entries(group.fields).filter(([field]) => changed.has(field as IdentityField));
    if (fields.length === 0) continue;
    const values = fields.map(([field, element]) => [element, sentValue(field as IdentityField, wanted)] as const);
    if (group.at >= 0) steps.push(...changes(patient, group, values));
    else {
      const isFirst = group.list === 'telecom' ? telecoms === 0 : !patient[group.list]?.length;
      const made = { ...group.made, ...Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
      steps.push({ op: 'add', path: isFirst ? `/${group.list}` : `/${group.list}/-`, value: isFirst ? [made] : made });
      if (group.list === 'telecom') telecoms++;
    }
  }
  return steps;
}

function sentValue(field: IdentityField, wanted: Identity): unknown {
  const text = wanted[field].trim();
  return text === '' ? undefined : (lists[field]?.(text) ?? text);
}

/** The text of a name or an address would say what is no longer so: it goes, what it was made of stays. */
function changes(patient: Patient, { list, at }: Group, values: readonly (readonly [string, unknown])[]): PatchStep[] {
  const element = patient[list]![at] as Record<string, unknown>;
  const steps = values.map(([name, value]) => step(`/${list}/${at}/${name}`, element[name], value));
  return 'text' in element ? [...steps, { op: 'remove', path: `/${list}/${at}/text` }] : steps;
}

function step(path: string, before: unknown, value: unknown): PatchStep {
  if (value === undefined || value === '') return { op: 'remove', path };
  return { op: before === undefined ? 'add' : 'replace', path, value };
}

/** The organisation that keeps the records, as its letters name it: https://hl7.org/fhir/R4/organization.html */
import type { JsonObject, JsonValue } from '@charthouse/fhir-model';
import { objects } from '../../rules/reading/elements.ts';
import type { CompletionSettings } from '../../settings.ts';
import { type Asking, readOne } from '../ask.ts';

export interface Hospital {
  readonly name: string;
  /** Address and telephone, line by line. */
  readonly address: readonly string[];
}

/** `groups.hospital` of the house, else its `organization`. @throws OutcomeError */
export async function hospitalOf(asking: Asking & { readonly settings: CompletionSettings }): Promise<Hospital> {
  const [house] = asking.settings.facilities;
  const reference = house.groups.hospital ?? house.organization;
  const found = reference?.startsWith('Organization/')
    ? await readOne(asking, 'Organization', reference.slice('Organization/'.length))
    : undefined;
  const phone = objects(found?.telecom).find(({ system }) => system === 'phone')?.value;
  return {
    name: typeof found?.name === 'string' ? found.name : 'the hospital',
    address: [...addressLines(found?.address), ...strings([phone])],
  };
}

/** The first address as it is written on a letter. */
export function addressLines(addresses: JsonValue | undefined): string[] {
  const [one] = objects(addresses);
  if (!one) return [];
  const lines = strings([one.line].flat());
  if (lines.length === 0 && typeof one.text === 'string') return one.text.split('\n');
  const place = strings([one.city, [one.state, one.postalCode].filter(Boolean).join(' ')]).filter(Boolean);
  return [...lines, ...(place.length > 0 ? [place.join(', ')] : []), ...strings([one.country])];
}

const strings = (values: readonly (JsonValue | JsonObject[string] | undefined)[]) =>
  values.filter((value): value is string => typeof value === 'string');

/** Patients for the page on which somebody chooses whom an app is about: searched for at the one door, as that person. */
import type { Door } from '@charthouse/fhir-api';
import type { FindPatients } from '@charthouse/sign-in';
import type { PrincipalOf } from './principal.ts';

/** Found on one page. */
const most = '20';

interface Patient {
  readonly id: string;
  readonly name?: readonly { readonly text?: string; readonly family?: string; readonly given?: readonly string[] }[];
  readonly birthDate?: string;
  readonly gender?: string;
  readonly identifier?: readonly { readonly value?: string }[];
}

export function findPatientsAt(door: Door, principalOf: PrincipalOf, base: string): FindPatients {
  return async (known, search) => {
    // patients and representatives are shown whom they may choose: themselves, their wards
    if ('text' in search && search.text.trim() === '' && known.kind !== 'patient') return [];
    const person = await principalOf('id' in search ? { patient: search.id, ...known } : known);
    const text = 'text' in search ? search.text.trim() : '';
    const sought = 'id' in search ? ([['_id', search.id]] as const) : text === '' ? [] : ([['name', text]] as const);
    const call = {
      interaction: 'search',
      method: 'GET',
      type: 'Patient',
      query: [...sought, ['_count', most] as const],
      conditions: {},
      preferences: {},
      base,
    } as const;
    const { body = '{}' } = await door.handle(call, person);
    const { entry = [] } = JSON.parse(body) as { entry?: { resource?: Patient & { resourceType: string } }[] };
    return entry.flatMap(({ resource }) => (resource?.resourceType === 'Patient' ? [choiceOf(resource)] : []));
  };
}

function choiceOf({ id, name = [], birthDate, gender, identifier = [] }: Patient) {
  const { text, family, given = [] } = name[0] ?? {};
  const known =
    family === undefined ? given.join(' ') : `${family.toUpperCase()}${given.length > 0 ? `, ${given.join(' ')}` : ''}`;
  const about = [birthDate && `born ${birthDate}`, gender, identifier[0]?.value];
  return { id, name: known || text || 'no name', about: about.filter(Boolean).join(' · ') };
}

/** Visits of a patient for the page on which somebody chooses which an app is about: searched for at the one door, as that person. */
import type { Door } from '@charthouse/fhir-api';
import type { FindEncounters } from '@charthouse/sign-in';
import type { PrincipalOf } from './principal.ts';

/** Shown on the page. */
const most = '20';

interface Encounter {
  readonly resourceType: string;
  readonly id: string;
  readonly status?: string;
  readonly class?: { readonly display?: string; readonly code?: string };
  readonly type?: readonly { readonly text?: string; readonly coding?: readonly { readonly display?: string }[] }[];
  readonly period?: { readonly start?: string; readonly end?: string };
}

export function findEncountersAt(door: Door, principalOf: PrincipalOf, base: string): FindEncounters {
  return async (known, { patient, id }) => {
    const query = [
      ['patient', patient],
      ...(id === undefined ? [] : [['_id', id]]),
      ['_sort', '-date'],
      ['_count', most],
    ];
    const call = {
      ...({ interaction: 'search', method: 'GET', type: 'Encounter', conditions: {}, preferences: {} } as const),
      query: query as [string, string][],
      base,
    };
    const { body = '{}' } = await door.handle(call, await principalOf({ patient, ...known }));
    const { entry = [] } = JSON.parse(body) as { entry?: { resource?: Encounter }[] };
    return entry.flatMap(({ resource }) => (resource?.resourceType === 'Encounter' ? [choiceOf(resource)] : []));
  };
}

function choiceOf({ id, status, class: kind, type = [], period }: Encounter) {
  const name = type[0]?.text ?? type[0]?.coding?.[0]?.display ?? kind?.display ?? kind?.code ?? 'Visit';
  const days = [period?.start, period?.end].map((at) => at?.slice(0, 10)).filter((day) => day !== undefined);
  return { id, name, about: [[...new Set(days)].join(' to '), status].filter(Boolean).join(' · ') };
}

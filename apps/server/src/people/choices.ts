/** The organisation's choices about access, from the settings, as `access` takes them. */
import { labelOf, type PolicyState, roles } from '@charthouse/access';
import type { Settings } from '../settings/settings.ts';

export type Choices = Omit<PolicyState, 'now'>;

const day = 86_400_000;
const minute = 60_000;

export function choicesOf(settings: Settings): Choices {
  return {
    signIn: true,
    roles,
    careRelationship: settings.careRelationship,
    careLead: settings.careLeadDays * day,
    careGrace: settings.careGraceDays * day,
    openLabels: settings.openLabels.flatMap(labelNamed),
    partTwoPrograms: settings.partTwoPrograms,
    breakGlassFor: settings.breakGlassMinutes * minute,
  };
}

/** `system|code` as access names it. */
function labelNamed(text: string): readonly string[] {
  const [system = '', code = ''] = text.split('|');
  const label = labelOf({ system, code });
  return label === undefined ? [] : [label];
}

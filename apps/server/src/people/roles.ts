/** Which roles an account may have: those of `access` that are for its kind. */
import { roles } from '@charthouse/access';
import type { AccountKind } from '@charthouse/sign-in/people';
import { wrongUsage } from '../command-line/stop.ts';
import type { Settings } from '../settings/settings.ts';

/** The one kind that all these roles are for. @throws CommandStop when a role is unknown, or they do not go together */
export function kindOf(ids: readonly string[]): AccountKind {
  const unknown = ids.find((id) => !Object.hasOwn(roles, id));
  if (unknown !== undefined) throw wrongUsage(`there is no role \`${unknown}\`: ${Object.keys(roles).join(', ')}.`);
  const kinds = (['staff', 'patient', 'service'] as const).filter((kind) =>
    ids.every((id) => roles[id]?.kinds.some((one) => one === kind)),
  );
  const [kind] = kinds;
  if (kind === undefined)
    throw wrongUsage(`the roles ${ids.join(', ')} are for different kinds of accounts; give them to several.`);
  return kind;
}

/** A role that does not exist would be left out without a word. @throws CommandStop when a setting names one */
export function checkRolesOf({ idleMinutes, ssoRoles }: Pick<Settings, 'idleMinutes' | 'ssoRoles'>): void {
  const named = [
    ['CHARTHOUSE_IDLE_MINUTES', Object.keys(idleMinutes).filter((id) => id !== 'others')],
    ['CHARTHOUSE_SSO_ROLES', ssoRoles.map(({ role }) => role)],
  ] as const;
  for (const [setting, ids] of named) {
    const unknown = ids.find((id) => !Object.hasOwn(roles, id));
    if (unknown !== undefined)
      throw wrongUsage(`${setting}: there is no role \`${unknown}\`: ${Object.keys(roles).join(', ')}.`);
  }
}

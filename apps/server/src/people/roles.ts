/** Which roles an account may have: those of `access` that are for its kind. */
import { roles } from '@charthouse/access';
import type { AccountKind } from '@charthouse/sign-in/people';
import { wrongUsage } from '../command-line/stop.ts';

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

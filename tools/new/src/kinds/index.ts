/** The growing things `npm run new` can begin. */
import type { Kind } from '../kind.ts';
import { accessPolicy } from './access-policy.ts';
import { cliCommand } from './cli-command.ts';
import { interaction } from './interaction.ts';
import { jobKind } from './job-kind.ts';
import { labelRule } from './label-rule.ts';
import { law } from './law.ts';
import { operation } from './operation.ts';
import { role } from './role.ts';
import { searchParameter } from './search-parameter.ts';
import { searchType } from './search-type.ts';
import { validationRule } from './validation-rule.ts';

export const kinds: readonly Kind[] = [
  interaction,
  operation,
  searchType,
  searchParameter,
  validationRule,
  accessPolicy,
  role,
  labelRule,
  cliCommand,
  jobKind,
  law,
];

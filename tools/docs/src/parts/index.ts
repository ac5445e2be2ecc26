import type { Part } from '../part.ts';
import { commandList } from './command-list.ts';
import { deficiencyRuleList } from './deficiency-rule-list.ts';
import { interactionList } from './interaction-list.ts';
import { operationList } from './operation-list.ts';
import { labelRuleList, policyList, typeGroupList } from './policy-lists.ts';
import { deskPermissionList, permissionList, roleList } from './role-lists.ts';
import { settingsTable } from './settings-table.ts';

/** Every generated part of every document. */
export const parts: readonly Part[] = [
  settingsTable,
  commandList,
  interactionList,
  operationList,
  roleList,
  permissionList,
  deskPermissionList,
  typeGroupList,
  policyList,
  labelRuleList,
  deficiencyRuleList,
];

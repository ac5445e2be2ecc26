/** What the roles of `access` allow, as people who grant them read it. */
import { namedPermissions, type Permission, type Role, roles, sensitive, typeGroups } from '@charthouse/access';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

const all = Object.values(roles);
const document = 'docs/access.md';

export const roleList: Part = {
  name: 'roles',
  document,
  text: () => table(['role', 'who', 'for', 'labelled records', 'does not see', 'breaks the glass'], all.map(rowOf)),
};

export const permissionList: Part = {
  name: 'permissions',
  document,
  text: () =>
    table(
      ['role', 'may', 'of whom', 'types'],
      all.flatMap((role) => role.permissions.map((permission) => permissionRow(role, permission))),
    ),
};

export const deskPermissionList: Part = {
  name: 'desk-permissions',
  document,
  text: () =>
    table(
      ['permission', 'what it allows', 'roles'],
      Object.entries(namedPermissions).map(([name, about]) => [
        `\`${name}\``,
        about,
        all
          .filter(({ named }) => named.some((one) => one === name))
          .map(({ id }) => id)
          .join(', ') || 'none yet',
      ]),
    ),
};

function rowOf({ id, title, purposes, labels, withoutStates, mask = {}, mayBreakGlass }: Role): readonly string[] {
  const parts = Object.entries(mask).map(([type, paths]) => `${type}: ${paths.join(', ')}`);
  const masked =
    parts.length > 3 ? [...parts.filter((part) => part.startsWith('Patient')), 'narrative and notes'] : parts;
  return [
    `\`${id}\``,
    title,
    purposes.join(', '),
    labelled(labels),
    [...withoutStates.map((state) => `${state} records`), ...masked].join('; ') || 'nothing is left out',
    mayBreakGlass ? 'yes' : 'no',
  ];
}

function labelled(labels: Role['labels']): string {
  if (labels === 'any') return 'all, also unknown ones';
  const hidden = sensitive.filter((label) => !labels.includes(label));
  if (hidden.length === 0) return 'all';
  return labels.length === 0 ? 'none' : `all but ${hidden.join(', ')}`;
}

const verbs = { c: 'create', r: 'read', u: 'update', d: 'delete', s: 'search' };
const whom = { all: 'everybody', care: 'patients they have to do with', own: 'themselves or their ward' };

function permissionRow({ id }: Role, { types, rights, reach }: Permission): readonly string[] {
  const groups = Object.entries(typeGroups).filter(([, group]) => group.every((type) => types.includes(type)));
  const grouped = groups.flatMap(([, group]) => group as readonly string[]);
  const rest = types.filter((type) => !grouped.includes(type));
  return [
    `\`${id}\``,
    rights.map((right) => verbs[right]).join(', '),
    whom[reach],
    [...groups.map(([name]) => `_${name}_`), ...rest].join(', '),
  ];
}

/** `/workbench/colleagues`: who can be given a task of a list: staff whose roles allow to work it. Names and accounts, no addresses. */
import { type NamedPermission, roles as roleTable } from '@charthouse/access';
import type { ChartStore } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import type { WorkbenchCall } from '../serve/workbench-call.ts';
import { requireList, type ViewParts } from './views.ts';

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export function colleagueCalls(parts: ViewParts & { readonly store: Pick<ChartStore, 'search'> }): WorkbenchCall[] {
  return [
    {
      method: 'GET',
      url: '/colleagues',
      handle: async ({ query }, person) => {
        if (!person) return { colleagues: [] };
        if (person.kind !== 'staff') throw outcomes.forbidden('Colleagues are told to staff.');
        const id = requireList((query as { list?: string }).list, person, parts);
        const needs = parts.kernel.list(id)?.needs;
        const accounts = await parts.store.search<AccountRow>(sql`
          select a.id::text as id, a.name, array(select g.role from (
            select distinct on (role) role, granted from role_grant where account = a.id order by role, id desc) g where g.granted) as roles
          from account a where a.kind = 'staff' and a.disabled is null order by lower(a.name), a.id limit 2000`);
        const own = accounts.filter(({ roles }) => !needs || roles.some((role) => allows(role, needs)));
        return { colleagues: own.map(({ id: user, name }) => ({ user, name })) };
      },
    },
  ];
}

function allows(role: string, needs: NamedPermission): boolean {
  return roleTable[role]?.named.includes(needs) === true;
}

/** `/workbench/set-up`: the check-list of a new installation, for who may change its settings. */
import { outcomes } from '@charthouse/fhir-model';
import { setUpSteps } from '../set-up/set-up.ts';
import type { WorkbenchParts } from './workbench.ts';
import type { WorkbenchCall } from './workbench-call.ts';

export function setUpCall({ store, may }: Pick<WorkbenchParts, 'store' | 'may'>): WorkbenchCall {
  return {
    method: 'GET',
    url: '/set-up',
    handle: async (_request, person) => {
      if (person && !may?.(person, 'admin.settings'))
        throw outcomes.forbidden('The set-up check-list is for administrators (admin.settings).');
      return { steps: await setUpSteps(store, Date.now()) };
    },
  };
}

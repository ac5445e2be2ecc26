/** How the demo hospital sets up record completion: which rules hold in which of its houses, and who is asked where no person is. */
import { department, houses } from './organizations.ts';

const groups = {
  records: department('records').reference,
  nursing: department('nursing').reference,
  registration: department('registration').reference,
  emergency: department('emergency').reference,
  anaesthetist: department('anaesthesia').reference,
  pathologist: department('pathology').reference,
};

/** The content of Library/completion-settings. */
export const completionSettings = {
  ageing: 'discharge', // clocks of clinicians run as if the desk had been there all the time
  facilities: Object.values(houses).map(({ id, profile }, i) => ({
    ...(i > 0 && { organization: `Organization/${id}` }), // the first is the house
    ...{ profile, country: 'US', state: 'IL', zone: 'America/Chicago', bylaws: [], groups },
  })),
};

/** What the clinician's inbox says, in English. */
interface Counts {
  readonly sign: number;
  readonly query: number;
  readonly write: number;
}

export const clinicianEn = {
  title: 'My inbox',
  line: ({ sign, query, write }: Counts, minutes: number) =>
    [
      sign > 0 && `${sign} to sign`,
      query > 0 && `${query} ${query === 1 ? 'query' : 'queries'}`,
      write > 0 && `${write} to write`,
      `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    ]
      .filter(Boolean)
      .join(', '),
  none: 'Nothing waits for you.',
  items: 'What waits for you',
  due: (when: string) => `by ${when}; after that it is overdue and you get a notice`,
  overdue: (when: string) => `was due ${when}: it counts towards notices and suspension`,
  noDue: 'no date is set',
  attest: 'By signing I attest that I have read this and that it is true and complete.',
  sign: 'Sign',
  signAll: (count: number) => `Sign ${count} opened`,
  signed: (count: number) => `${count} signed.`,
  again: 'Sign in once more: a signature needs that you have just signed in.',
  signIn: 'Sign in and sign',
  source: 'It is signed where it comes from.',
  openSource: 'Open it there',
  decline: 'Decline',
  declineWhy: 'Why is it not yours, or not to be done?',
  declined: 'Declined: it goes back to the analyst.',
  done: 'Done: check it',
  doneWhat: 'What did you do?',
  told: 'Said to be done: the analyst checks it.',
  departments: 'Of your departments',
  departmentsHint: 'Nobody in particular was asked. Who takes it answers for it.',
  take: 'Take it',
  taken: 'It is yours now.',
};

export type ClinicianWords = typeof clinicianEn;

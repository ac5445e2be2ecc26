/** What a row of the access log says in plain words: one table per language. */
import { roles as known } from '@charthouse/access';
import type { LogRow } from './log-row.ts';

export interface AccessWords {
  /** By action; `$` stands for every operation. */
  readonly did: Readonly<Record<string, string>>;
  /** Of actions that are not in the table. */
  readonly else: string;
  /** By code of v3 PurposeOfUse. */
  readonly why: Readonly<Record<string, string>>;
  /** Nobody said why. */
  readonly unsaid: string;
  readonly someone: string;
  readonly behalf: (whom: string) => string;
  readonly app: (name: string) => string;
  /** `type`: null: of any. */
  readonly searched: (type: string | null) => string;
  readonly sentence: (parts: Told) => string;
}

export interface Told {
  readonly when: string;
  readonly who: string;
  readonly did: string;
  readonly why: string;
}

const english: AccessWords = {
  did: {
    read: 'looked at',
    vread: 'looked at a former version of',
    history: 'looked at the history of',
    create: 'added',
    update: 'changed',
    patch: 'changed',
    delete: 'deleted',
    'break-glass': 'opened the record in an emergency',
    export: 'exported',
    $everything: 'looked at everything about the patient',
    '$access-log': 'looked at who had looked',
    $expunge: 'removed for good',
    '$meta-add': 'labelled',
    '$meta-delete': 'took labels from',
    $prove: 'took a proof of',
    $: 'worked on',
  },
  else: 'had to do with',
  why: {
    TREAT: 'for treatment',
    ETREAT: 'for treatment in an emergency',
    HPAYMT: 'for payment',
    HOPERAT: 'to run the organisation',
    HRESCH: 'for research',
    PATRQT: 'because the patient asked',
    FAMRQT: 'because the family asked',
    PUBHLTH: 'for public health',
    HSYSADMIN: 'to administer the system',
    HMARKT: 'for marketing',
    COVERAGE: 'because of the insurance',
    BTG: 'breaking the glass',
    ERTREAT: 'for treatment in an emergency room',
    CAREMGT: 'to manage care',
    PATSFTY: 'for the safety of patients',
    TRAIN: 'for training',
    RECORDMGT: 'to keep the records',
    PATADMIN: 'to administer patients',
    HLEGAL: 'for legal reasons',
    HCOMPL: 'to see that rules are kept',
    HACCRED: 'for accreditation',
    HQUALIMP: 'to improve quality',
    HOUTCOMS: 'to measure outcomes',
    PERFMSR: 'to measure performance',
    POPHLTH: 'for the health of the population',
    FRAUD: 'to find fraud',
    PWATRNY: 'by power of attorney',
    SUPNWK: 'because the patient lets them',
  },
  unsaid: 'no purpose was given',
  someone: 'someone who had not signed in',
  behalf: (whom) => `for ${whom}`,
  app: (name) => `with the app ${name}`,
  searched: (type) => `found this patient in a search for ${type ?? 'everything'}`,
  sentence: ({ when, who, did, why }) => `${when}: ${who} ${did}; ${why}.`,
};

/** By language tag. */
const languages: Readonly<Record<string, AccessWords>> = { en: english };

export const accessLanguages: readonly string[] = Object.keys(languages);

/** Undefined for a language that is not there. */
export function wordsFor(language: string): AccessWords | undefined {
  return Object.hasOwn(languages, language) ? languages[language] : undefined;
}

/** What they are done to is said by their words. */
const alone: ReadonlySet<string> = new Set(['$everything', '$access-log']);

/** Who, what and why of a row. */
export function tell(row: LogRow, words: AccessWords): Omit<Told, 'when'> {
  const { who_kind: kind, name, roles, behalf, client, app, action, type, id, purpose } = row;
  const person = kind === 'anonymous' ? words.someone : name;
  const through = app ?? client;
  const besides = [
    ...roles.map((role) => known[role]?.title.toLowerCase() ?? role),
    ...(behalf === null ? [] : [words.behalf(behalf)]),
    ...(through === null || through === name ? [] : [words.app(through)]),
  ];
  const verb = words.did[action] ?? (action.startsWith('$') ? words.did.$ : undefined) ?? words.else;
  const object = id === null ? type : `${type}/${id}`;
  return {
    who: besides.length > 0 ? `${person} (${besides.join(', ')})` : person,
    did: action === 'search' ? words.searched(type) : alone.has(action) || object === null ? verb : `${verb} ${object}`,
    why: purpose === null ? words.unsaid : (words.why[purpose] ?? purpose),
  };
}

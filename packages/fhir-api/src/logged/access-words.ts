/** What a row of the access log says in plain words: one table per language. */
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
    search: 'found in a search',
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
  },
  unsaid: 'no purpose was given',
  someone: 'someone who had not signed in',
  sentence: ({ when, who, did, why }) => `${when}: ${who} ${did}; ${why}.`,
};

/** By language tag. */
const languages: Readonly<Record<string, AccessWords>> = { en: english };

export const accessLanguages: readonly string[] = Object.keys(languages);

/** Undefined for a language that is not there. */
export function wordsFor(language: string): AccessWords | undefined {
  return Object.hasOwn(languages, language) ? languages[language] : undefined;
}

/** Who, what and why of a row. */
export function tell(row: LogRow, words: AccessWords): Omit<Told, 'when'> {
  const { who_kind: kind, name, roles, behalf, client, action, type, id, purpose } = row;
  const person = kind === 'anonymous' ? words.someone : name;
  const besides = [...roles, ...(behalf === null ? [] : [behalf]), ...(client === null ? [] : [client])];
  const verb = words.did[action] ?? (action.startsWith('$') ? words.did.$ : undefined) ?? words.else;
  const object = id === null ? type : `${type}/${id}`;
  return {
    who: besides.length > 0 ? `${person} (${besides.join(', ')})` : person,
    did: object === null || action === '$everything' || action === '$access-log' ? verb : `${verb} ${object}`,
    why: purpose === null ? words.unsaid : (words.why[purpose] ?? purpose),
  };
}

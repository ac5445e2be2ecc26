/** What a hospital may choose about record completion, as data; what holds unless it does. */
import type { Override } from '@charthouse/rulebook';
import type { DeficiencyRule } from './rules/deficiency-rule.ts';
import type { NoticeLevel } from './rules/people/notices.ts';
import type { SuspensionSettings } from './rules/people/suspensions.ts';

/** Where rules hold: one for the house, more for its parts. */
export interface Facility {
  /** `Organization/id` that encounters name as their service provider; absent: all others. */
  readonly organization?: string;
  /** acute-hospital, critical-access-hospital, psychiatric-hospital, rural-emergency-hospital, surgery-centre, clinic. */
  readonly profile: string;
  readonly country: string;
  readonly state?: string;
  /** IANA time zone. */
  readonly zone: string;
  /** Names of bylaws that rules ask for. */
  readonly bylaws: readonly string[];
  /** References by role: who is asked where nobody is known. `records` is the health information department. */
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Whether people sign here or in the system that a document comes from, by the beginning of its `meta.source`. */
export interface Source {
  readonly source: string;
  readonly signs: 'here' | 'in-source';
  /** Address of a document there: `{id}` is the value of its first identifier. */
  readonly link?: string;
}

export type DelinquencyFormula = 'average-month' | 'last-month' | 'quarter';

export interface CompletionSettings {
  /** The first is the house. */
  readonly facilities: readonly [Facility, ...Facility[]];
  readonly sources: readonly Source[];
  /** What is changed in the rules. */
  readonly overrides: readonly Override[];
  /** Rules of the hospital itself. */
  readonly rules: readonly DeficiencyRule[];
  /** Days after discharge from which on a chart with something open is delinquent. */
  readonly delinquentAfterDays: number;
  readonly formula: DelinquencyFormula;
  /** at-once: what a rule finds goes to whom it falls to; after-analysis: when a technician has looked. */
  readonly assigns: 'at-once' | 'after-analysis';
  /** Classes of encounters whose charts are analysed: those have a state. */
  readonly analysed: readonly string[];
  /** Days for which a chart is looked at after discharge, even when nothing is open. */
  readonly watchedDays: number;
  /** Where the clinician's clock begins for what fell to them first; what was given to another begins then, always. */
  readonly ageing: 'assignment' | 'discharge';
  readonly notices: {
    readonly levels: readonly NoticeLevel[];
    /** Days between two notices about the same thing. */
    readonly gapDays: number;
    readonly sends: 'by-hand' | 'nightly';
  };
  readonly suspension: SuspensionSettings;
  /** What is printed about a suspension in a state, in the hospital's words. */
  readonly letters: Readonly<Record<LetterState, Letter>>;
}

export type LetterState = 'proposed' | 'approved' | 'effective' | 'lifted';

/** `{name}`, `{count}`, `{days}`, `{from}`, `{to}`, `{exempt}`, `{date}` and `{hospital}` are filled in. No patient is named in it. */
export interface Letter {
  readonly title: string;
  readonly text: string;
}

export const defaultSettings: CompletionSettings = {
  facilities: [{ profile: 'acute-hospital', country: 'US', zone: 'America/New_York', bylaws: [], groups: {} }],
  sources: [],
  overrides: [],
  rules: [],
  delinquentAfterDays: 30,
  formula: 'average-month',
  assigns: 'at-once',
  analysed: ['inpatient', 'observation', 'short-stay', 'emergency'],
  watchedDays: 120,
  ageing: 'assignment',
  notices: {
    levels: [
      {
        afterDays: 0,
        title: 'Records to complete',
        text: '{name}: {count} of your records are past due, the oldest by {days} days. Please open your inbox and complete them.',
        channel: 'inbox',
      },
      {
        afterDays: 7,
        title: 'Second notice: records past due',
        text: '{name}: {count} of your records have been past due for up to {days} days. Please complete them this week.',
        channel: 'inbox',
      },
      {
        afterDays: 14,
        title: 'Final notice before suspension',
        text: 'Dear {name},\n\n{count} of your records have been past due for up to {days} days. By the bylaws of the medical staff of {hospital}, privileges may be suspended until they are complete. If something is not yours, or cannot be completed by you, please say so in your inbox today.\n\nMedical records, {date}',
        channel: 'letter',
      },
    ],
    gapDays: 3,
    sends: 'by-hand',
  },
  suspension: {
    afterLevel: 3,
    graceDays: 7,
    afterDays: 21,
    noticeDays: 3,
    exempt: 'Patients who are in house already, and emergencies.',
    tell: [],
  },
  letters: {
    proposed: {
      title: 'Suspension of privileges proposed',
      text: 'Dear {name},\n\n{count} of your records are incomplete, the oldest by {days} days past due. By the bylaws of the medical staff of {hospital}, the suspension of your privileges was proposed. It will not take effect if the records below are complete before it is approved.\n\nMedical records, {date}',
    },
    approved: {
      title: 'Suspension of privileges approved',
      text: 'Dear {name},\n\nthe chief of staff of {hospital} approved the suspension of your privileges for {count} incomplete records. It takes effect on {from} unless they are complete before.\n\nExempt: {exempt}\n\nMedical records, {date}',
    },
    effective: {
      title: 'Privileges suspended',
      text: 'Dear {name},\n\nyour privileges at {hospital} are suspended since {from} for {count} incomplete records. The suspension ends as soon as they are complete.\n\nExempt: {exempt}\n\nMedical records, {date}',
    },
    lifted: {
      title: 'Suspension of privileges lifted',
      text: 'Dear {name},\n\nthe suspension of your privileges at {hospital} from {from} was lifted on {to}. Thank you for completing the records.\n\nMedical records, {date}',
    },
  },
};

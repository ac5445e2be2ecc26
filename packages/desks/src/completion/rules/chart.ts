/** What the rules look at: one encounter with everything that was written, ordered and done in it. Times are milliseconds since 1970. */
import type { Setting, Zone } from '@charthouse/rulebook';

export type EventName =
  | 'admission'
  | 'discharge'
  | 'emergency'
  | 'observation'
  | 'telehealth'
  | 'surgery'
  | 'anaesthesia'
  | 'specimen'
  | 'consultation'
  | 'restraint'
  | 'transfer'
  | 'against-advice'
  | 'death'
  | 'autopsy';

/** Something from which documents follow. */
export interface ChartEvent {
  readonly name: EventName;
  readonly at: number;
  /** When it was over. */
  readonly until?: number;
  /** The resource that tells of it, as `Type/id`. */
  readonly reference: string;
  /** Reference to who answers for it. */
  readonly by?: string;
  /** `left` or `right`, where it has a side. */
  readonly side?: string;
}

export interface ChartDocument {
  readonly reference: string;
  /** Of the register; absent: another type. */
  readonly type?: string;
  /** How people call it. */
  readonly title?: string;
  /** When what it tells of was; absent: it has no date. */
  readonly at?: number;
  /** Its date has no time. */
  readonly isUntimed?: boolean;
  /** When it came into the record. */
  readonly filed: number;
  readonly author?: string;
  /** Who signed it. */
  readonly signers: readonly string[];
  /** unknown: its source does not tell whether it is signed. */
  readonly signed: 'yes' | 'no' | 'unknown';
  /** A recording without its text. */
  readonly isRecording?: boolean;
  /** It cannot be read, in the words of who looked. */
  readonly unreadable?: string;
  /** Hash of its content. */
  readonly hash?: string;
  /** Resources it is about, as `Type/id`: the operation of a report. */
  readonly about: readonly string[];
  readonly side?: string;
  /** It belongs to somebody else, or to another stay, in words. */
  readonly misfiled?: string;
  /** Written for another stay or for none: it may be what is needed, but what is wrong with it is not wrong here. */
  readonly isEarlier?: boolean;
}

export interface ChartOrder {
  readonly reference: string;
  readonly kind?: string;
  readonly at: number;
  readonly by?: string;
  /** verbal: spoken, also by telephone; written: on paper; electronic: signed by entering it. */
  readonly mode: 'verbal' | 'written' | 'electronic';
  readonly signers: readonly string[];
  /** When it was first signed, where that is known. */
  readonly signedAt?: number;
}

export interface ChartQuery {
  readonly reference: string;
  readonly at: number;
  readonly to?: string;
  readonly isAnswered: boolean;
}

export interface Chart {
  readonly encounter: string;
  readonly patient: string;
  /** `planned`, `in-progress`, `finished`, `cancelled`, `entered-in-error`. */
  readonly status: string;
  readonly admitted?: number;
  readonly discharged?: number;
  readonly setting: Omit<Setting, 'stay' | 'isOver'>;
  readonly zone: Zone;
  /** Years at admission. */
  readonly age?: number;
  readonly attending?: string;
  /** In the order of time. */
  readonly events: readonly ChartEvent[];
  readonly documents: readonly ChartDocument[];
  readonly orders: readonly ChartOrder[];
  readonly queries: readonly ChartQuery[];
  readonly diagnoses: number;
  /** What a video visit has: `place`, `consent`, `modality`. */
  readonly telehealth: readonly string[];
  /** Practitioners who cannot act any more, and why. */
  readonly gone: ReadonlyMap<string, 'left' | 'deceased'>;
  /** Practitioners whose notes somebody else has to sign, too. */
  readonly trainees: ReadonlySet<string>;
  /** Who is asked where no person is: by role. */
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** When a deficiency was given to somebody, by its key. */
  readonly assigned?: ReadonlyMap<string, number>;
}

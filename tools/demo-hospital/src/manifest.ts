/** What was planted, so that tests and people can count what a desk has to find. */

export interface PlantedCase {
  readonly id: string;
  readonly kind: 'deficiency' | 'trap' | 'missing-chart' | 'paper' | 'index';
  /** Of a deficiency its type in record completion; else what it is. */
  readonly code: string;
  /** `Encounter/…`, where it is in one. */
  readonly encounter?: string;
  readonly patient?: string;
  /** What it is about, as `Type/id`; of a day without a note the day. */
  readonly about?: string;
  /** Who answers for it, as `Practitioner/…`. */
  readonly clinician?: string;
  /** The chart is delinquent: open 30 days after discharge. */
  readonly delinquent?: true;
  /** Whoever answers for it is gone: a case for the committee. */
  readonly committee?: true;
  readonly why: string;
}

export interface Manifest {
  readonly seed: string;
  /** The day on which the hospital stands, local: everything is before it. */
  readonly day: string;
  readonly size: Size;
  readonly encounters: Readonly<Record<string, number>>;
  readonly morning: {
    readonly inHouse: number;
    readonly dischargedYesterday: number;
    readonly received: number;
    readonly missing: number;
  };
  readonly deficiencies: number;
  readonly charts: number;
  readonly delinquentRecords: number;
  /** Practitioners whose delinquent records make a suspension due, and who is suspended already. */
  readonly toSuspend: readonly string[];
  readonly suspended: readonly string[];
  readonly cases: readonly PlantedCase[];
}

export type Size = 'full' | 'small';

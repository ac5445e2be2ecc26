/** What is the matter with somebody: the facts from which both the notes and the structured record are made. */
import type { Specialty } from '../directory/clinicians.ts';
import type { AnalyteName, Vitals } from './results.ts';

export interface Drug {
  readonly rxnorm: string;
  readonly name: string;
  /** How it is taken, as an order says it. */
  readonly sig: string;
}

export interface Operation {
  /** SNOMED CT. */
  readonly code: string;
  readonly name: string;
  /** The operation has a side. */
  readonly sided?: true;
  readonly specimen?: string;
  readonly anaesthesia: string;
  /** What was found and done, as the report has it. */
  readonly findings: readonly string[];
  readonly steps: readonly string[];
  readonly bloodLoss: readonly [least: number, most: number];
  readonly minutes: readonly [least: number, most: number];
}

export interface Case {
  readonly id: string;
  /** ICD-10-CM. */
  readonly icd: string;
  readonly diagnosis: string;
  readonly snomed?: string;
  readonly complaint: string;
  readonly service: string;
  /** Who looks after it. */
  readonly specialty: Specialty;
  readonly ages: readonly [least: number, most: number];
  readonly sex?: 'female' | 'male';
  /** Sentences of the history: {days}, {he}, {his} and the like are filled in. */
  readonly history: readonly string[];
  readonly exam: readonly string[];
  readonly vitals?: Partial<Vitals>;
  /** What is far from usual, and how it is when it has been treated. */
  readonly results?: Partial<Record<AnalyteName, readonly [ill: number, better: number]>>;
  readonly imaging?: readonly string[];
  readonly drugs: readonly Drug[];
  readonly plan: readonly string[];
  /** How a day on the ward goes. */
  readonly days?: readonly string[];
  readonly course?: readonly string[];
  /** Days in the hospital. */
  readonly stay?: readonly [least: number, most: number];
  readonly consult?: { readonly of: Specialty; readonly why: string; readonly advice: readonly string[] };
  readonly operation?: Operation;
  readonly followUp: string;
}

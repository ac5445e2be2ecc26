/** Sets of labels that several roles may see. */
import { notForPatients, psychotherapy, sensitive } from '../labels/vocabulary.ts';

const but = (...hidden: readonly string[]) => sensitive.filter((label) => !hidden.includes(label));

/** Who treats a patient needs all of it; notes of psychotherapy need an authorisation besides. */
export const treating = sensitive;
/** Who keeps, completes and codes the chart: but what is very restricted. (Notes of psychotherapy by an authorization.) */
export const keeping = but('V');
/** The patient: but what a clinician has to tell first, and notes of psychotherapy. 45 CFR 164.524(a)(1)(i) */
export const own = but(...notForPatients, ...psychotherapy);
/** Their parents and others who act for them: neither what a minor alone consented to. 45 CFR 164.502(g)(3) */
export const ofWard = own.filter((label) => label !== 'ADOL');
/** Nothing that is labelled. */
export const none: readonly string[] = [];

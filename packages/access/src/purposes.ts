/** Purposes of use and what is a kind of which. https://terminology.hl7.org/CodeSystem-v3-ActReason.html (PurposeOfUse) */

const kinds: Readonly<Record<string, readonly string[]>> = {
  HMARKT: [],
  HOPERAT: [
    'CAREMGT', 'DONAT', 'FRAUD', 'GOV', 'HACCRED', 'HCOMPL', 'HDECD', 'HDIRECT', 'HDM', 'HLEGAL', 'HOUTCOMS', 'HPRGRP',
    'HQUALIMP', 'HSYSADMIN', 'MEMADMIN', 'MILCDM', 'PATADMIN', 'PATSFTY', 'PERFMSR', 'RECORDMGT', 'SYSDEV', 'TRAIN',
  ],
  HSYSADMIN: ['LABELING', 'METAMGT'],
  SYSDEV: ['HTEST'],
  HPAYMT: ['CLMATTCH', 'COVAUTH', 'COVERAGE', 'REMITADV'],
  COVERAGE: ['ELIGDTRM', 'ELIGVER', 'ENROLLM', 'MILDCRG'],
  HRESCH: ['BIORCH', 'CLINTRCH', 'DSRCH', 'POARCH', 'TRANSRCH'],
  CLINTRCH: ['CLINTRCHNPC', 'CLINTRCHPC', 'PRECLINTRCH'],
  PATRQT: ['FAMRQT', 'PWATRNY', 'SUPNWK'],
  PUBHLTH: ['DISASTER', 'THREAT'],
  TREAT: ['CLINTRL', 'COC', 'ETREAT', 'POPHLTH'],
  ETREAT: ['BTG', 'ERTREAT'],
}; // biome-ignore format: one table

const parent: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(kinds).flatMap(([one, below]) => below.map((code) => [code, one])),
);

export const purposeCodes: ReadonlySet<string> = new Set([...Object.keys(kinds), ...Object.keys(parent)]);

/**
 * Kinds of HOPERAT in v3 that are no health care operations under HIPAA (45 CFR 164.501), but permitted or not by themselves
 * (164.512): who consented to operations has not consented to these.
 */
const byThemselves: ReadonlySet<string> = new Set(['DONAT', 'GOV', 'HLEGAL', 'MILCDM']);

/** The purpose, then what it is a kind of: `ETREAT` gives `ETREAT, TREAT`. */
export function purposeChain(code: string): readonly string[] {
  const above = parent[code];
  return above && !byThemselves.has(code) ? [code, ...purposeChain(above)] : [code];
}

/** The same by v3 alone: `HLEGAL` gives `HLEGAL, HOPERAT`. Who denied operations has denied these, too. */
export function wholeChain(code: string): readonly string[] {
  const above = parent[code];
  return above ? [code, ...wholeChain(above)] : [code];
}

/** Emergency treatment or a kind of it: by breaking the glass only. */
export function isEmergency(code: string): boolean {
  return purposeChain(code).includes('ETREAT');
}

/** Purposes for which information leaves the organisation, so that consents to disclose are asked. */
const outward: ReadonlySet<string> = new Set(['GOV', 'HLEGAL', 'HMARKT', 'MILCDM', 'PUBHLTH', 'CLMATTCH', 'HRESCH']);

export function isDisclosure(code: string): boolean {
  return wholeChain(code).some((one) => outward.has(one));
}

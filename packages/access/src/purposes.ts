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

/** The purpose, then what it is a kind of: `ETREAT` gives `ETREAT, TREAT`. */
export function purposeChain(code: string): readonly string[] {
  const above = parent[code];
  return above ? [code, ...purposeChain(above)] : [code];
}

/** Purposes for which information leaves the organisation, so that consents to disclose are asked. */
const outward: ReadonlySet<string> = new Set(['GOV', 'HLEGAL', 'HMARKT', 'MILCDM', 'PUBHLTH', 'CLMATTCH', 'HRESCH']);

export function isDisclosure(code: string): boolean {
  return purposeChain(code).some((one) => outward.has(one));
}

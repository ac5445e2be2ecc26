/** The labels that a provision's `securityLabel` means. */
import type { JsonObject } from '@charthouse/fhir-model';
import { labelOf } from '../labels/label-of.ts';
import { confidentialities, partTwo, psychotherapy, withKinds } from '../labels/vocabulary.ts';
import type { Effect } from './provision.ts';

/**
 * A sensitivity with all kinds of it. A confidentiality is a high-water mark: permitted is what is labelled so or lower (what has
 * no higher label is normal, N); denied what is labelled so or higher. Undefined: it cannot be told from what is stored.
 */
export function consentLabels(coding: JsonObject, effect: Effect): readonly string[] | undefined {
  const level = confidentialities.indexOf(String(coding.code));
  if (isConfidentiality(coding) && level >= 0) return levels(level, effect);
  const label = labelOf(coding);
  return label === undefined ? undefined : withKinds(label);
}

function isConfidentiality({ system }: JsonObject): boolean {
  return typeof system === 'string' && system.endsWith('/v3-Confidentiality');
}

const normal = confidentialities.indexOf('N');

function levels(level: number, effect: Effect): readonly string[] | undefined {
  if (effect === 'deny') return level <= normal ? undefined : confidentialities.slice(level);
  return level < normal ? undefined : confidentialities.slice(normal, level + 1);
}

const sameMatter: Readonly<Record<string, readonly string[]>> = {
  [partTwo]: ['ETH', 'SUD', 'Title38Section7332'],
  PSYTHPN: ['HIPAAPsyNotes'],
  HIPAAPsyNotes: ['PSYTHPN'],
};

/** Labels that need an express consent and are named by one of these. */
export function expressly(labels: readonly string[]): readonly string[] {
  return [partTwo, ...psychotherapy].filter(
    (label) => labels.includes(label) || sameMatter[label]?.some((other) => labels.includes(other)),
  );
}

/** The targets of references: their type, their profile, where they are. https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.type.targetProfile */
import { isObject, parseLiteral } from '@charthouse/fhir-model';
import { type FhirElement, isOfType, typeInfo } from '@charthouse/fhirpath';
import type { ProfileCheck } from './check.ts';
import { conformsToAny } from './conforms.ts';
import type { TypeChoice } from './element-node.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

export function checkTarget(reference: FhirElement, choice: TypeChoice, check: ProfileCheck): void {
  const text = isObject(reference.value) ? reference.value.reference : undefined;
  if (typeof text !== 'string') return;
  const target = check.resolve(text);
  checkAggregation(text, { found: target !== undefined, choice, check });
  if (choice.targets.length === 0) return;
  const type = target?.type.name ?? (check.strictness.restfulReferences ? literalType(text) : undefined);
  if (type === undefined) return;
  const possible = choice.targets.filter((url) => mayBe(url, type, check));
  if (possible.length === 0)
    check.found.error(
      'structure',
      `The reference is to a ${type}, but must be to ${targetNames(choice, check).join(' or ')}.`,
    );
  else if (target && !conformsToAny(target, possible, check))
    check.found.error(
      'structure',
      `The target ${text} does not conform to ${possible.join(' or ')}, as is asked here.`,
    );
}

function literalType(text: string): string | undefined {
  return parseLiteral(text.replace(/^https?:\/\/.*\/(?=[A-Z][A-Za-z]+\/[^/]+(?:\/_history\/[^/]+)?$)/, ''))?.type;
}

/** A resource of the type can conform to the profile. */
function mayBe(url: string, type: string, { conformance }: ProfileCheck): boolean {
  const due = targetType(url, conformance);
  const info = typeInfo(type);
  return due === undefined || (info !== undefined && isOfType(info, due));
}

/** Undefined where the profile is not known. */
function targetType(url: string, conformance: ProfileCheck['conformance']): string | undefined {
  const profile = conformance.profile(url);
  if (profile) return profile.type;
  const name = url.split('|')[0]!.slice(base.length);
  return url.startsWith(base) && typeInfo(name) ? name : undefined;
}

function targetNames({ targets }: TypeChoice, { conformance }: ProfileCheck): string[] {
  return [...new Set(targets.map((url) => targetType(url, conformance) ?? url))];
}

function checkAggregation(
  text: string,
  { found, choice, check }: { found: boolean; choice: TypeChoice; check: ProfileCheck },
): void {
  const { aggregation } = choice;
  if (aggregation.length === 0) return;
  const mode = text.startsWith('#') ? 'contained' : found ? 'bundled' : 'referenced';
  const fits = aggregation.includes(mode) || (mode === 'bundled' && aggregation.includes('referenced'));
  if (!fits)
    check.found.error(
      'structure',
      `The reference is ${mode}, but here only ${aggregation.join(' or ')} resources may be referred to.`,
    );
}

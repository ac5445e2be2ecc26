/** Types that resolved references may be to; the validator saw them before they named a type. https://hl7.org/fhir/R4/references.html#Reference */
import { type Issue, isObject, type JsonObject, type JsonValue, OutcomeError } from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import { wrongTarget } from '@charthouse/fhir-validate';
import type { Linked } from './link.ts';

/** A reference to an entry or by criteria, now `Type/id`. */
export interface Resolved {
  readonly resource: Linked;
  /** The Reference. */
  readonly holder: JsonObject;
  readonly type: string;
  /** FHIRPath of the reference. */
  readonly from: () => string;
}

/** @throws OutcomeError 400 with every reference to a type that its element does not allow; 422 when patches made them */
export function refuseWrongTargets(resolved: readonly Resolved[]): void {
  const issues: Issue[] = [];
  let patched = true;
  for (const [{ call, resource }, own] of Map.groupBy(resolved, (one) => one.resource)) {
    const byHolder = new Map(own.map((one) => [one.holder, one]));
    visit(resource, resource.resourceType, (holder, targets) => {
      const one = byHolder.get(holder);
      if (!one || targets.includes(one.type) || targets.includes('Resource')) return;
      patched &&= call.kind === 'patch';
      const diagnostics = wrongTarget(one.type, targets);
      issues.push({ severity: 'error', code: 'structure', diagnostics, expression: [one.from()] });
    });
  }
  if (issues.length > 0) throw new OutcomeError(patched ? 422 : 400, issues);
}

type OnReference = (holder: JsonObject, targets: readonly string[]) => void;

/** Visits the References of an object of a type whose element limits their targets. */
function visit(value: JsonObject, type: string, onReference: OnReference): void {
  const elements = elementsOf(type);
  for (const key in value) {
    const element = elements.get(key);
    if (element) for (const item of objectsOf(value[key])) visitElement(item, element, onReference);
  }
}

function visitElement(item: JsonObject, { type, targets }: TypedElement, onReference: OnReference): void {
  if (type === 'Reference' && targets) onReference(item, targets);
  visit(item, typeof item.resourceType === 'string' ? item.resourceType : type, onReference);
}

function objectsOf(value: JsonValue | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

interface TypedElement {
  readonly type: string;
  readonly targets: readonly string[] | undefined;
}

const known = new Map<string, ReadonlyMap<string, TypedElement>>();

/** The elements of a type by their JSON names. */
function elementsOf(type: string): ReadonlyMap<string, TypedElement> {
  const own = known.get(type);
  if (own) return own;
  const made = new Map(
    (types[type]?.elements ?? []).flatMap((element) =>
      element.types.map((one): [string, TypedElement] => [
        element.choice ? element.name + one[0]?.toUpperCase() + one.slice(1) : element.name,
        { type: one, targets: element.targets },
      ]),
    ),
  );
  known.set(type, made);
  return made;
}

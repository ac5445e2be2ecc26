/** What counts as signing: signatures, attested compositions, authenticated documents. https://hl7.org/fhir/R4/composition-definitions.html#Composition.attester */
import { isObject, type JsonObject, type JsonValue, type Resource } from '@charthouse/fhir-model';

interface Act {
  readonly of: (resource: JsonObject) => boolean;
  /** Elements by which a patch may come to it. */
  readonly patched: RegExp;
}

const attesting: readonly JsonValue[] = ['professional', 'legal', 'official'];
const complete: readonly JsonValue[] = ['final', 'amended'];

/** By type of resource; `personal` attests nothing for the organisation. */
const acts: ReadonlyMap<unknown, Act> = new Map(
  Object.entries<Act>({
    Composition: {
      of: ({ attester }) =>
        [attester ?? []].flat().some((one) => isObject(one) && attesting.includes(one.mode ?? null)),
      patched: /attester|status/i,
    },
    DocumentReference: {
      of: ({ docStatus, authenticator }) => authenticator !== undefined && complete.includes(docStatus ?? null),
      patched: /authenticator|docStatus/i,
    },
  }),
);

/** Elements of the type Signature: https://hl7.org/fhir/R4/datatypes.html#Signature */
const signatures = /"(signature|valueSignature|sourceSignature|proxySignature|attestationSignature)":/;

/** Paths of a FHIRPath patch that name no element. */
const unnamed = /children|descendants/;

/** Also of what it contains: the Composition of a stored document. */
export function isSigned(resource: Resource): boolean {
  return signatures.test(JSON.stringify(resource)) || isActed(resource);
}

function isActed(value: JsonValue | undefined): boolean {
  if (!isObject(value)) return false;
  if (acts.get(value.resourceType)?.of(value)) return true;
  const entries = [value.entry ?? []].flat().map((entry) => (isObject(entry) ? entry.resource : undefined));
  return [...entries, ...[value.contained ?? []].flat()].some(isActed);
}

/** Whether a patch of a resource of this type, as text, may sign it. */
export function maySign(type: string, patch: string): boolean {
  const act = acts.get(type);
  return /signature/i.test(patch) || (act !== undefined && (act.patched.test(patch) || unnamed.test(patch)));
}

/** Validation of resources against the FHIR R4 definitions. https://hl7.org/fhir/R4/validation.html */
import { type Issue, isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import type { Environment } from '@charthouse/fhirpath';
import { forgetContained } from './contained-ids.ts';
import { type Circumstances, Findings } from './findings.ts';
import type { Strictness } from './profiles/check.ts';
import type { Conformance } from './profiles/conformance.ts';
import { sayNotLoaded } from './profiles/not-loaded.ts';
import { checkProfiles } from './profiles/resource-profiles.ts';
import { forgetBundles } from './rules/bundle/entries.ts';
import { type CompileOptions, createTypeChecks } from './structure/compile.ts';
import { resourceCheck } from './structure/resource.ts';
import type { ValidateCode } from './terminology/terminology.ts';

export interface ValidateOptions extends Circumstances {
  /** The resource type that is due here (of the URL); another one is refused. */
  readonly expectedType?: string;
  /** Canonical addresses of profiles it must conform to, beyond those it declares in `meta.profile`. */
  readonly profiles?: readonly string[];
  /**
   * The resource that a reference to outside of the resource names, where it is to be had: its profile is checked too. Asked for the
   * questionnaire of a response by its canonical address.
   */
  readonly resolve?: (reference: string) => JsonObject | undefined;
}

export interface ValidatorOptions extends CompileOptions, Partial<Strictness> {
  /** What is loaded: profiles, extensions, value sets, code systems. Without it only the base specification is checked. */
  readonly conformance?: Conformance;
  /** What a terminology service knows of value sets; what it does not know is answered from the definitions, as far as they tell. */
  readonly validateCode?: ValidateCode;
  /** Units of measure; without them quantities of different units are not compared. */
  readonly units?: Environment['units'];
}

export interface Validator {
  /**
   * All problems of a resource at once, in the order of its text, each with the FHIRPath of the offending element (of the parent,
   * where an element is missing or unknown) and the element of the definition behind it; empty: valid. Only issues of severity `error` or `fatal` refuse it; there are others
   * only where `warnings` asks for them. `literals`, as `parseJson` found them, let `1.0` be refused where an integer is due.
   */
  readonly validate: (resource: JsonValue, options?: ValidateOptions) => Issue[];
}

/** A validator; each type and profile is compiled at its first use. */
export function createValidator({
  conformance,
  validateCode,
  units,
  knownExtensionsOnly = false,
  knownProfilesOnly = false,
  knownCodesOnly = false,
  restfulReferences = true,
  examples = true,
  markupRefused = false,
  ...compile
}: ValidatorOptions = {}): Validator {
  const typeChecks = createTypeChecks({ ...compile, restfulReferences });
  const strictness = {
    knownExtensionsOnly,
    knownProfilesOnly,
    knownCodesOnly,
    restfulReferences,
    examples,
    markupRefused,
  };
  const any = resourceCheck('Resource', false, typeChecks);
  const checkAll = (resource: JsonValue, options: ValidateOptions, found: Findings): void => {
    const due = options.expectedType;
    const check = due === undefined ? any : resourceCheck(due, false, typeChecks);
    check.check(resource, found);
    const requested = options.profiles ?? [];
    if (!conformance) sayNotLoaded(resource, requested, found);
    else if (isObject(resource))
      checkProfiles(resource, { conformance, requested, strictness, validateCode, resolve: options.resolve }, found);
  };
  return {
    validate(resource, options = {}) {
      forgetBundles();
      forgetContained();
      let found = new Findings(options);
      found.enter({ units });
      try {
        checkAll(resource, options, found);
      } catch (error) {
        if (!(error instanceof RangeError || isDeep(resource, 1000))) throw error; // where the stack ends, others are thrown too
        found = new Findings(options); // what was found before it gave up has no place
        found.error('too-costly', 'The resource is nested too deeply to be checked: nest its elements less deeply.');
      }
      return found.count === 0 ? [] : found.issues(resource, rootName(resource) ?? options.expectedType ?? 'Resource');
    },
  };
}

/** It has more levels than that. */
function isDeep(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1));
}

/** The first step of the expressions: the type of the resource, where it has one. */
function rootName(resource: JsonValue): string | undefined {
  const type = isObject(resource) ? resource.resourceType : undefined;
  return typeof type === 'string' && isResourceType(type) ? type : undefined;
}

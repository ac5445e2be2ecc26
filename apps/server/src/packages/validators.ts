/** The validators of a process, made anew when packages are added or removed; calls under way keep those they began with. */
import { createPackages, fingerprint, type Packages, watchPackages } from '@charthouse/chart-store';
import type { Validators } from '@charthouse/fhir-api';
import type { Issue, JsonObject } from '@charthouse/fhir-model';
import {
  type Conformance,
  conformity,
  createConformance,
  createValidator,
  membership,
  ProfileError,
  type Validator,
  withoutWords,
} from '@charthouse/fhir-validate';
import type { Settings } from '../settings/settings.ts';
import { units } from '../units.ts';
import { chooseAmong } from './choose.ts';
import { type Definition, pinVersions } from './pin-versions.ts';
import { compareVersions } from './versions.ts';

/**
 * Who asks for validation is told as errors what could not be checked, as the reference validator does; what is only written may name
 * what is not loaded here.
 */
export const asReference = { knownExtensionsOnly: 'specification', knownProfilesOnly: true } as const;

export interface KeptValidators {
  /** The same object until the packages change. */
  current(): Validators;
  close(): Promise<void>;
}

/** Resolves when the packages that are loaded now are known. `onFailure`: told why a later change could not be taken up. */
export async function keepValidators(
  databaseUrl: string,
  mode: Settings['validation'],
  onFailure: (error: unknown) => void = () => {},
): Promise<KeptValidators> {
  const base = createValidator({ units });
  const packages = createPackages(databaseUrl);
  let validators: Validators;
  const load = async () => {
    const seen = fingerprint(await packages.list());
    const conformance = createConformance(await definitionsOf(packages));
    const full = createValidator({ units, conformance });
    const asked = createValidator({ units, conformance, ...asReference });
    validators = {
      validator: base,
      contentValidator: contentValidator(mode, { base, full }),
      fullValidator: asked,
      memberOf: membership(conformance),
      conformsTo: conformity(conformance, full),
      ...(mode === 'off' && { unchecked: true }),
      ...(mode === 'profiles' && {
        whyUnchecked: (canonical: string) => whyUnchecked(canonical, conformance),
      }),
    };
    return seen;
  };
  try {
    const known = await load();
    const watch = watchPackages({
      connectionString: databaseUrl,
      packages,
      known,
      onChange: load,
      onFailure: (cause) => onFailure(new Error('the packages that changed are not in use yet', { cause })),
    });
    return {
      current: () => validators,
      close: async () => {
        await watch.close();
        await packages.close();
      },
    };
  } catch (error) {
    await packages.close();
    throw error;
  }
}

function whyUnchecked(canonical: string, conformance: Conformance): string | undefined {
  try {
    if (conformance.profile(canonical) || conformance.find('StructureDefinition', canonical)) return undefined;
    return 'is not loaded';
  } catch (error) {
    if (error instanceof ProfileError) return `cannot be used (${error.message.replace(/\.$/, '')})`;
    throw error;
  }
}

/** What validation asks for. An ImplementationGuide is no part: what it asks of every resource of a type holds where it is used. */
const asked = [
  'StructureDefinition',
  'ValueSet',
  'CodeSystem',
  'SearchParameter',
  'Questionnaire',
  'Measure',
  'Library',
];

/** Older versions first, so that an address without a version means the newest. */
async function definitionsOf(packages: Packages): Promise<JsonObject[]> {
  const all: Definition[] = [];
  for await (const { body, package: of } of packages.resources({ types: asked }))
    all.push({ package: of, definition: withoutWords(JSON.parse(body) as JsonObject) });
  pinVersions(all, chooseAmong(await packages.list()));
  return all.toSorted(newestLast).map(({ definition }) => definition);
}

/** By the definitions' own versions; of equal ones that of the newer package. */
function newestLast(a: Definition, b: Definition): number {
  const versionOf = ({ definition, package: of }: Definition) =>
    typeof definition.version === 'string' ? definition.version : of.version;
  return compareVersions(versionOf(a), versionOf(b)) || compareVersions(a.package.version, b.package.version);
}

function contentValidator(
  mode: Settings['validation'],
  { base, full }: { readonly base: Validator; readonly full: Validator },
): Validator {
  if (mode === 'off') return { validate: () => [] };
  if (mode === 'base') return base;
  return { validate: (resource, options) => full.validate(resource, options).map(unblocked) };
}

/** A profile that cannot be used is no fault of the resource that declares it. */
function unblocked(issue: Issue): Issue {
  return issue.code === 'processing' ? { ...issue, severity: 'warning' } : issue;
}

/** The capability statement, generated from the registries: https://hl7.org/fhir/R4/http.html#capabilities */
import { requireCurrentIndex } from '@charthouse/chart-store';
import { outcomes } from '@charthouse/fhir-model';
import { compartments, resourceTypes } from '@charthouse/fhir-model/definitions';
import { type Call, changes, firstValue, type Result } from '../call.ts';
import { mediaTypeOf, mediaTypes, patchMediaTypes } from '../http/format.ts';
import { routes } from '../http/url.ts';
import { loggedType } from '../logged/logged-types.ts';
import { operations } from '../operations/index.ts';
import type { ApiParts } from '../parts.ts';

/** Codes that the places below a type, or those of the whole system, stand for. */
function interactionsAt(level: 'type' | 'system'): { code: string }[] {
  const places = routes.filter(({ path }) => path.startsWith(':type') === (level === 'type'));
  return places.flatMap(({ states }) => states?.split(' ') ?? []).map((code) => ({ code }));
}

/** https://hl7.org/fhir/R4/http.html#capabilities: what else `mode` could ask for. */
const otherModes: Readonly<Record<string, string>> = {
  normative: 'This server describes all it does, normative or not',
  terminology: 'This server has no terminology service to describe',
};

/** @throws OutcomeError 400 when another statement than the full one is asked for */
export async function capabilities(call: Call, parts: ApiParts): Promise<Result> {
  const mode = firstValue(call.query, 'mode') ?? 'full';
  if (Object.hasOwn(otherModes, mode)) throw outcomes.notSupported(`${otherModes[mode]}; ask with mode=full.`);
  if (mode !== 'full')
    throw outcomes.badRequest(`mode is "${mode}"; full, normative or terminology can be asked for, and full is given.`);
  await requireCurrentIndex(parts.store.search, parts.indexVersion);
  return { status: 200, body: JSON.stringify(statement(call.base, parts)) };
}

const smart = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';
const service = 'http://terminology.hl7.org/CodeSystem/restful-security-service';

/** https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#declaring-support-for-oauth2-endpoints, for apps that read it here */
function securityOf(authUrl: string | undefined) {
  if (authUrl === undefined)
    return { description: 'Sign-in is switched off: the server answers on the local machine only.' };
  const uris = {
    authorize: 'authorize',
    token: 'token',
    introspect: 'token/introspection',
    revoke: 'token/revocation',
  };
  return {
    extension: [
      {
        url: smart,
        extension: Object.entries(uris).map(([url, path]) => ({ url, valueUri: `${authUrl}/${path}` })),
      },
    ],
    service: [{ coding: [{ system: service, code: 'SMART-on-FHIR', display: 'SMART-on-FHIR' }] }],
    description: 'OAuth 2.0 with SMART App Launch 2.2; /.well-known/smart-configuration says what of it is there.',
  };
}

function statement(base: string, parts: ApiParts) {
  const { settings } = parts;
  const referring = referringTo(parts);
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(parts.versionDate).toISOString(),
    publisher: 'Charthouse',
    kind: 'instance',
    software: { name: 'Charthouse', version: parts.version },
    implementation: { description: 'Charthouse health record', url: base },
    fhirVersion: '4.0.1',
    format: [...Object.values(mediaTypes).map(mediaTypeOf), ...Object.keys(mediaTypes)],
    patchFormat: patchMediaTypes,
    rest: [
      {
        mode: 'server',
        security: { cors: settings.corsOrigins.length > 0, ...securityOf(settings.authUrl) },
        resource: resourceTypes.map((type) => resourceOf(type, { base, parts, referring })),
        interaction: interactionsAt('system'),
        searchParam: parts.search
          .parametersOf('Resource')
          .map((p) => ({ name: p.code, type: p.type, definition: p.url })),
        operation: [...operations, ...(parts.deskOperations ?? [])]
          .filter((o) => o.levels.includes('system'))
          .map((o) => ({ name: o.definition.code, definition: definitionUrl(base, o.definition.id) })),
        compartment: Object.keys(compartments).map(
          (code) => `http://hl7.org/fhir/CompartmentDefinition/${code[0]?.toLowerCase()}${code.slice(1)}`,
        ),
      },
    ],
  };
}

/** Type -> the parameters, as `Type:code`, that may refer to it. */
function referringTo({ search }: ApiParts): Map<string, string[]> {
  const referring = new Map(resourceTypes.map((type): [string, string[]] => [type, []]));
  for (const source of resourceTypes)
    for (const { type, code, target = [] } of search.parametersOf(source)) {
      if (type !== 'reference') continue;
      const isAny = target.length === 0 || target.includes('Resource');
      for (const one of isAny ? resourceTypes : target) referring.get(one)?.push(`${source}:${code}`);
    }
  return referring;
}

interface Stated {
  readonly base: string;
  readonly parts: ApiParts;
  readonly referring: ReadonlyMap<string, readonly string[]>;
}

function resourceOf(type: string, { base, parts: { search, settings, deskOperations = [] }, referring }: Stated) {
  const own = [...operations, ...deskOperations].filter((o) => o.types === undefined || o.types.includes(type));
  const served = loggedType(type);
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    ...(served && { documentation: served.documentation }),
    interaction: interactionsAt('type').filter(({ code }) => !served?.refuses || !changes.has(code)),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: !served?.refuses,
    conditionalCreate: !served?.refuses,
    conditionalRead: 'full-support',
    conditionalUpdate: !served?.refuses,
    conditionalDelete: served?.refuses ? 'not-supported' : settings.conditionalDeleteLimit > 1 ? 'multiple' : 'single',
    referencePolicy: ['literal', 'logical', ...(settings.referentialIntegrity ? ['enforced'] : [])],
    searchInclude: [
      '*',
      ...search
        .parametersOf(type)
        .filter((p) => p.type === 'reference')
        .map((p) => `${type}:${p.code}`),
    ],
    searchRevInclude: referring.get(type) ?? [],
    searchParam: search.parametersOf(type).map((p) => ({
      name: p.code,
      type: p.type,
      definition: p.url,
      ...(p.description && { documentation: p.description }),
    })),
    operation: own.map((o) => ({ name: o.definition.code, definition: definitionUrl(base, o.definition.id) })),
  };
}

function definitionUrl(base: string, id: string): string {
  return `${base}/OperationDefinition/${id}`;
}

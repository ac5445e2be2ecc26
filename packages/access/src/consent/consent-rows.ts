/**
 * A Consent flattened into rows that SQL can ask, one per provision. https://hl7.org/fhir/R4/consent.html, read as
 * docs/spec-notes.md says.
 */
import type { ConsentRow, JsonObject, Resource } from '@charthouse/fhir-model';
import { codings, objects, patientId, text } from '../elements.ts';
import { labelOf } from '../labels/label-of.ts';
import { expressly } from './consent-labels.ts';
import { conditionsOf, type Effect } from './provision.ts';

const scopeSystem = 'http://terminology.hl7.org/CodeSystem/consentscope';

/** None unless it is active, about privacy, and of a patient. */
export function consentRows(consent: Resource): readonly ConsentRow[] {
  const patient = patientId(consent.patient);
  if (consent.resourceType !== 'Consent' || consent.status !== 'active' || !patient || !isPrivacy(consent)) return [];
  const rule = baseOf(consent);
  const root = objects(consent.provision)[0] ?? {};
  const rows: ConsentRow[] = [];
  const of = { consent: consent.id ?? '', patient };
  const effect = effectOf(root) ?? rule.effect;
  flatten({ provision: root, effect, within: [], names: rule.names }, { rows, of });
  if (rule.emergencies)
    rows.push({ ...of, rule: rows.length, within: [0], effect: 'permit', purposes: ['ETREAT'], names: [] });
  return rows;
}

interface Into {
  readonly rows: ConsentRow[];
  readonly of: Pick<ConsentRow, 'consent' | 'patient'>;
}

interface Node {
  readonly provision: JsonObject;
  readonly effect: Effect;
  readonly within: readonly number[];
  readonly names: readonly string[];
}

/** A permission that cannot be read is left out; the denials inside it then hold in what is around it. */
function flatten({ provision, effect, within, names }: Node, into: Into): void {
  const conditions = conditionsOf(provision, effect);
  const own = [...new Set([...names, ...expressly(labelsNamed(provision))])];
  const rule = into.rows.length;
  if (conditions) into.rows.push({ ...into.of, rule, within, effect, ...conditions, names: own });
  for (const child of objects(provision.provision)) {
    const inner = effectOf(child) ?? 'deny';
    const node = { provision: child, names: own, within: conditions ? [...within, rule] : within };
    if (conditions) flatten({ ...node, effect: inner }, into);
    else denialsOf({ ...node, effect: inner }, into);
  }
}

/** Of what is inside a permission that permits nothing only denials count. */
function denialsOf(node: Node, into: Into): void {
  if (node.effect === 'deny') flatten(node, into);
  else
    for (const child of objects(node.provision.provision))
      denialsOf({ ...node, provision: child, effect: effectOf(child) ?? 'deny' }, into);
}

function effectOf({ type }: JsonObject): Effect | undefined {
  return type === 'permit' || type === 'deny' ? type : undefined;
}

function labelsNamed(provision: JsonObject): readonly string[] {
  return objects(provision.securityLabel).flatMap((coding) => labelOf(coding) ?? []);
}

function isPrivacy({ scope }: Resource): boolean {
  return codings({ coding: objects(scope).flatMap((one) => objects(one.coding)) }).some(
    ({ system, code }) => code === 'patient-privacy' && (system === undefined || system === scopeSystem),
  );
}

/** What holds where no provision says otherwise: codes of v3 ActConsentDirective and of FHIR's consent policies. */
const bases: Readonly<Record<string, Effect>> = {
  OPTIN: 'permit',
  OPTINR: 'permit',
  IMPLIED: 'permit',
  IMPLIEDD: 'permit',
  OPTOUT: 'deny',
  OPTOUTE: 'deny',
  EMRGONLY: 'deny',
};

function baseOf({ policyRule, policy }: Resource): {
  readonly effect: Effect;
  readonly emergencies: boolean;
  readonly names: readonly string[];
} {
  const codes = codings(policyRule).flatMap(({ code }) => text(code) ?? []);
  const effects = codes.flatMap((code) => bases[code] ?? []);
  const laws = objects(policy).some(({ uri }) => /42-?\s?CFR-?\s?(part-?\s?)?2\b/i.test(text(uri) ?? ''));
  return {
    effect: effects.includes('deny') ? 'deny' : (effects[0] ?? 'none'),
    emergencies: codes.includes('EMRGONLY'),
    names: expressly([...codes, ...(laws ? ['42CFRPart2'] : [])]),
  };
}

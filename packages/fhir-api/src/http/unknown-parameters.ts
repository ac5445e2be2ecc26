/** Query parameters that a call does not know are told, never just left out: https://hl7.org/fhir/R4/search.html#errors */
import { type Issue, outcomes } from '@charthouse/fhir-model';
import { answerParameters, type Call, type InteractionName } from '../call.ts';
import { operations } from '../operations/index.ts';
import { unknownElements } from './elements.ts';

/** What else an interaction takes; those that are not here look at their parameters themselves. */
const own: Partial<Record<InteractionName, readonly string[]>> = {
  read: [],
  vread: [],
  create: [],
  update: [],
  patch: [],
  delete: [],
  bundle: [],
  capabilities: ['mode'],
};

const conditional: ReadonlySet<InteractionName> = new Set(['update', 'patch', 'delete']);

/**
 * A warning for each parameter, and each name of `_elements`, that the call does not know.
 * @throws OutcomeError 400 instead, when the caller prefers strict handling
 */
export function unknownParameters(call: Call, place?: string): Issue[] {
  if (call.query.length === 0) return [];
  const elements = call.interaction === 'search' ? [] : unknownElements(call, place); // a search tells in its bundle
  const known = knownTo(call);
  if (!known) return elements;
  const names = new Set(
    call.query.map(([name]) => name).filter((name) => !answerParameters.has(name) && !known.includes(name)),
  );
  const issues = [...names].map(
    (name): Issue => ({
      severity: 'warning',
      code: 'not-supported',
      diagnostics: `"${name}" is no parameter of ${call.operation ?? call.interaction} and was left out.`,
      ...(place !== undefined && { expression: [place] }),
    }),
  );
  if (issues.length > 0 && call.preferences.handling === 'strict')
    throw outcomes.notSupported(
      `The URL has parameters that ${call.operation ?? call.interaction} does not know: ${[...names].join(', ')} (Prefer: handling=strict).`,
      place,
    );
  return [...issues, ...elements];
}

/** Undefined: it is looked at elsewhere, as search criteria. */
function knownTo({ interaction, id, operation }: Call): readonly string[] | undefined {
  if (interaction === 'operation') {
    const named = operations.find(({ definition }) => `$${definition.code}` === operation);
    if (!named || named.takesCriteria) return undefined;
    return named.definition.parameter.filter(({ use }) => use === 'in').map(({ name }) => name);
  }
  return conditional.has(interaction) && id === undefined ? undefined : own[interaction];
}

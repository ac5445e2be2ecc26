/** https://hl7.org/fhir/R4/resource-operation-validate.html */
import {
  type Issue,
  isObject,
  type JsonValue,
  jsonLocator,
  OutcomeError,
  operationOutcome,
  outcomes,
  withPositions,
} from '@charthouse/fhir-model';
import { besideMisread, xmlLocator } from '@charthouse/fhir-xml';
import type { Call } from '../call.ts';
import type { ApiParts } from '../parts.ts';
import { type Resolve, resolveFrom } from '../resolving.ts';
import { storedQuestionnaire } from '../stored-questionnaire.ts';
import { inputOf, type Operation } from './operation.ts';
import { type Subject, subjectOf } from './subject.ts';
import { checkMode } from './validate-modes.ts';

export const validate: Operation = {
  definition: {
    id: 'validate',
    code: 'validate',
    title: 'Validate a resource',
    description:
      'Says everything that is wrong with a resource, with warnings, without storing it: by the base specification and by the profiles it declares or that are asked for, as far as they are loaded. With a mode, also what would refuse that interaction, dangling references among it.',
    base: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
    parameter: [
      { name: 'resource', use: 'in', min: 0, max: '1', type: 'Resource' },
      { name: 'mode', use: 'in', min: 0, max: '1', type: 'code' },
      { name: 'profile', use: 'in', min: 0, max: '1', type: 'uri' },
      { name: 'return', use: 'out', min: 1, max: '1', type: 'OperationOutcome' },
    ],
  },
  levels: ['type', 'instance'],
  affectsState: false,
  async handle(call, parts) {
    const mode = inputOf(call, 'mode');
    const profile = inputOf(call, 'profile');
    const subject = await existing(call, parts);
    if (!subject && mode !== 'delete')
      throw outcomes.badRequest(
        'Send the resource to validate, alone or as the parameter "resource".',
        'Parameters.parameter',
      );
    const issues = [
      ...(subject ? await found(subject, profile, { call, parts }) : []),
      ...(await checkMode(
        { mode, profile, resource: isObject(subject?.value) ? subject.value : undefined },
        call,
        parts,
      )),
    ];
    const told = placed(issues, subject, call);
    if (profile !== undefined && issues.some(isUnchecked)) throw new OutcomeError(422, told);
    return { status: 200, body: JSON.stringify(operationOutcome(told)) };
  },
};

/** "If a profile is nominated, and the server cannot validate against the nominated profile, it SHALL return an error." */
function isUnchecked({ code, severity }: Issue): boolean {
  return code === 'not-supported' && severity === 'error';
}

/** Whether a deletion may be done is asked of what is not there, too: that is one of its answers. */
async function existing(call: Call, parts: ApiParts): Promise<Subject | undefined> {
  try {
    return await subjectOf(call, parts);
  } catch (error) {
    if (inputOf(call, 'mode') === 'delete' && error instanceof OutcomeError) return undefined;
    throw error;
  }
}

async function found(
  { value, literals }: Subject,
  profile: string | undefined,
  { call, parts }: { call: Call; parts: ApiParts },
): Promise<Issue[]> {
  return parts.fullValidator.validate(value, {
    literals,
    warnings: true,
    resolve: await resolving(value, call, parts),
    ...(call.type !== undefined && { expectedType: call.type }),
    ...(profile !== undefined && { profiles: [profile] }),
  });
}

/** What the resource refers to, the questionnaire that it answers among it. */
async function resolving(value: JsonValue, { base }: Call, parts: ApiParts): Promise<Resolve> {
  const resolve = await resolveFrom(value, { parts, base });
  const questionnaire = await storedQuestionnaire(value, parts);
  if (!questionnaire || !isObject(value)) return resolve;
  return (reference) => (reference === value.questionnaire ? questionnaire : resolve(reference));
}

/** With line and column of what was sent. */
function placed(issues: readonly Issue[], subject: Subject | undefined, call: Call): readonly Issue[] {
  const { source, misread = [] } = call;
  if ((issues.length === 0 && misread.length === 0) || !source || !subject?.place) return issues;
  const locate = source.format === 'json' ? jsonLocator(source.text) : xmlLocator(source.text);
  return besideMisread(misread, withPositions(issues, locate, subject.place));
}

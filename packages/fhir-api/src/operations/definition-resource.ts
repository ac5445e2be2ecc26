/** An operation as the OperationDefinition resource that describes it: https://hl7.org/fhir/R4/operationdefinition.html */
import type { Operation, OperationParameter } from './operation.ts';

export function definitionResource({ definition, levels, types, affectsState }: Operation, base: string) {
  const { id, code, title, description, base: specification, parameter } = definition;
  return {
    resourceType: 'OperationDefinition',
    id,
    url: `${base}/OperationDefinition/${id}`,
    name: code.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
    title,
    status: 'active',
    kind: 'operation',
    description,
    affectsState,
    code,
    ...(specification && { base: specification }),
    resource: types ?? ['Resource'],
    system: levels.includes('system'),
    type: levels.includes('type'),
    instance: levels.includes('instance'),
    parameter: parameter.map(parameterOf),
  };
}

function parameterOf({ name, use, min, max, type, documentation, part }: OperationParameter): object {
  return {
    name,
    use,
    min,
    max,
    ...(documentation && { documentation }),
    ...(type && { type }),
    ...(part && { part: part.map(parameterOf) }),
  };
}

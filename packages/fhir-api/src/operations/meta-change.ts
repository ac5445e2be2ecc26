/** What $meta-add and $meta-delete share: a new version with another meta. */
import { isObject, type Meta, OutcomeError, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import { keyOf } from '../interactions/write.ts';
import { metaResult } from './meta.ts';
import { type Operation, parametersOf } from './operation.ts';

export function metaChange(change: 'add' | 'delete', description: string): Operation {
  return {
    definition: {
      id: `meta-${change}`,
      code: `meta-${change}`,
      title: change === 'add' ? 'Add profiles, tags and labels' : 'Delete profiles, tags and labels',
      description,
      base: `http://hl7.org/fhir/OperationDefinition/Resource-meta-${change}`,
      parameter: [
        { name: 'meta', use: 'in', min: 1, max: '1', type: 'Meta' },
        { name: 'return', use: 'out', min: 1, max: '1', type: 'Meta' },
      ],
    },
    levels: ['instance'],
    affectsState: true,
    async handle(call, parts, { door, principal, access }) {
      const value = parametersOf(call.input, 'meta')[0]?.valueMeta as Meta | undefined;
      if (!isObject(value))
        throw outcomes.badRequest(
          'A Parameters resource with the parameter "meta" (valueMeta) is expected.',
          'Parameters.parameter',
        );
      const issues = parts.validator.validate(call.input?.value as Resource);
      if (issues.some(({ severity }) => severity === 'error' || severity === 'fatal'))
        throw new OutcomeError(400, issues);
      const { ifMatch } = call.conditions;
      const [written] = await door.writeAll(
        {
          calls: [
            {
              kind: 'patch',
              type: call.type as string,
              id: call.id as string,
              place: '',
              patch: { format: 'meta', change, meta: value },
              ...(ifMatch !== undefined && { ifMatch }),
            },
          ],
          literals: [],
          base: call.base,
          ...(access && { access }),
          ...keyOf(call, principal),
        },
        principal,
      );
      return metaResult((parseJson(written?.body ?? '').value as Resource).meta ?? {});
    },
  };
}

import { operations } from '@charthouse/fhir-api/operations';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

export const operationList: Part = {
  name: 'operations',
  document: 'docs/api.md',
  text: () =>
    table(
      ['operation', 'for', 'what it does'],
      operations.map(({ definition, levels, types }) => [
        `\`$${definition.code}\``,
        `${types?.join(', ') ?? 'all types'} (${levels.join(', ')})`,
        definition.description,
      ]),
    ),
};

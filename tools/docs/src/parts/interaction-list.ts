import { routes } from '@charthouse/fhir-api/routes';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

export const interactionList: Part = {
  name: 'interactions',
  document: 'docs/api.md',
  text: () =>
    table(
      ['request', 'interaction'],
      routes.map(({ methods, path, interaction }) => [
        `\`${methods} /fhir/R4${path === '' ? '' : `/${path}`}\``,
        interaction === 'bundle' ? 'batch, transaction' : interaction,
      ]),
    ),
};

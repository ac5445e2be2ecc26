/** The integration engineer: what was sent here and could not be taken. */
import type { Desk } from '../desk.ts';
import { repairImport } from '../machines/repair.ts';
import { openHere } from '../worklist.ts';

export const exchange: Desk = {
  id: 'exchange',
  machines: [repairImport],
  lists: [
    {
      id: 'exchange/refused-imports',
      needs: 'exchange.repair',
      takes: ['fix-refused-import'],
      query: openHere,
      sort: '-authored-on',
      columns: ['what', 'since', 'owner', 'status'],
      ages: { amber: 24, red: 3 * 24 },
    },
  ],
  words: {
    en: {
      title: 'Exchange',
      lists: {
        'refused-imports': {
          title: 'Refused imports',
          empty: 'Nothing that was imported was refused.',
          why: 'An import could not take it.',
        },
      },
      kinds: { 'fix-refused-import': 'Repair what an import refused' },
      moves: { settle: 'Is taken by now' },
    },
    es: {
      title: 'Intercambio',
      lists: {
        'refused-imports': {
          title: 'Importaciones rechazadas',
          empty: 'No se rechazó nada de lo importado.',
          why: 'Una importación no pudo aceptarlo.',
        },
      },
      kinds: { 'fix-refused-import': 'Reparar lo que una importación rechazó' },
      moves: { settle: 'Ya se aceptó' },
    },
  },
};

/** Data quality: what is stored and does not hold by its definition. */
import type { Desk } from '../desk.ts';
import { repairRecord } from '../machines/repair.ts';
import { openHere } from '../worklist.ts';

export const quality: Desk = {
  id: 'quality',
  machines: [repairRecord],
  lists: [
    {
      id: 'quality/invalid-records',
      needs: 'documents.check',
      takes: ['fix-stored-record'],
      query: openHere,
      sort: 'authored-on',
      columns: ['what', 'patient', 'since', 'owner', 'status'],
      ages: { amber: 7 * 24, red: 30 * 24 },
    },
  ],
  words: {
    en: {
      title: 'Data quality',
      lists: {
        'invalid-records': {
          title: 'Records that fail validation',
          empty: 'Every stored record that was checked holds.',
          why: 'The record is stored, but does not hold by its definition.',
        },
      },
      kinds: { 'fix-stored-record': 'Put a stored record right' },
      moves: { settle: 'Is right by now' },
    },
    es: {
      title: 'Calidad de datos',
      lists: {
        'invalid-records': {
          title: 'Registros que no superan la validación',
          empty: 'Todos los registros comprobados son válidos.',
          why: 'El registro está guardado, pero no cumple su definición.',
        },
      },
      kinds: { 'fix-stored-record': 'Corregir un registro guardado' },
      moves: { settle: 'Ya está bien' },
    },
  },
};

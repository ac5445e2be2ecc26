/** The administrator: accounts whose rights are looked at again; work that nothing places. */
import type { Desk } from '../desk.ts';
import { recertify } from '../machines/recertify.ts';
import { openHere } from '../worklist.ts';

export const administration: Desk = {
  id: 'administration',
  machines: [recertify],
  lists: [
    {
      id: 'administration/recertification',
      needs: 'admin.people',
      takes: ['recertify-access'],
      query: openHere,
      sort: 'due',
      columns: ['what', 'due', 'owner', 'status'],
    },
    {
      id: 'administration/unplaced',
      needs: 'work.rules',
      query: openHere,
      sort: 'authored-on',
      columns: ['what', 'patient', 'since', 'due', 'owner'],
      ages: { amber: 24, red: 3 * 24 },
    },
  ],
  words: {
    en: {
      title: 'Administration',
      lists: {
        recertification: {
          title: 'Access to confirm',
          empty: 'Every account was looked at in time.',
          why: 'What an account may do is confirmed once in a while, or taken away.',
        },
        unplaced: {
          title: 'Tasks without a place',
          empty: 'Every task found a list.',
          why: 'No rule fits it, and no list takes its kind.',
        },
      },
      kinds: { 'recertify-access': 'Confirm what an account may do' },
      moves: { certify: 'Still needed', revoke: 'Take the rights away', settle: 'Is no longer needed' },
    },
    es: {
      title: 'Administración',
      lists: {
        recertification: {
          title: 'Accesos por confirmar',
          empty: 'Todas las cuentas se revisaron a tiempo.',
          why: 'Lo que puede hacer una cuenta se confirma de vez en cuando, o se retira.',
        },
        unplaced: {
          title: 'Tareas sin lugar',
          empty: 'Todas las tareas encontraron su lista.',
          why: 'Ninguna regla le corresponde, y ninguna lista toma las de su clase.',
        },
      },
      kinds: { 'recertify-access': 'Confirmar lo que puede hacer una cuenta' },
      moves: { certify: 'Sigue haciendo falta', revoke: 'Retirar los permisos', settle: 'Ya no hace falta' },
    },
  },
};

/** The privacy officer: 45 CFR 164.308(a)(1)(ii)(D), information system activity review; 42 CFR 2.51(c). */
import type { Desk } from '../desk.ts';
import { review } from '../machines/review.ts';
import { openHere, type Worklist, type WorklistColumn } from '../worklist.ts';

const columns: readonly WorklistColumn[] = ['patient', 'asked-by', 'since', 'due', 'owner'];

function listOf(id: string, takes: string, shown = columns): Worklist {
  return { id, needs: 'privacy.review', takes: [takes], query: openHere, sort: 'due', columns: shown };
}

export const privacy: Desk = {
  id: 'privacy',
  machines: [review],
  lists: [
    listOf('privacy/broken-glass', 'review-break-the-glass'),
    listOf('privacy/emergency-write-ups', 'write-up-part-2-emergency'),
    listOf('privacy/denied-access', 'review-denied-access', ['what', 'since', 'due', 'owner', 'status']),
  ],
  words: {
    en: {
      title: 'Privacy',
      lists: {
        'broken-glass': {
          title: 'Broken glass to review',
          empty: 'No broken glass waits for review.',
          why: 'Somebody opened a record in an emergency: every such access is reviewed.',
        },
        'emergency-write-ups': {
          title: 'Emergency disclosures to write up',
          empty: 'No emergency disclosure has to be written up.',
          why: 'The record that was opened holds records of a program under 42 CFR Part 2.',
        },
        'denied-access': {
          title: 'Bursts of denied access',
          empty: 'Nobody was refused often in a short time.',
          why: 'Many accesses of one person were refused in a short time.',
        },
      },
      kinds: {
        'review-break-the-glass': 'Review a broken glass',
        'write-up-part-2-emergency': 'Write up a disclosure in a medical emergency',
        'review-denied-access': 'Review a burst of denied access',
      },
    },
    es: {
      title: 'Privacidad',
      lists: {
        'broken-glass': {
          title: 'Accesos de emergencia por revisar',
          empty: 'Ningún acceso de emergencia espera revisión.',
          why: 'Alguien abrió una historia en una emergencia: cada acceso así se revisa.',
        },
        'emergency-write-ups': {
          title: 'Divulgaciones de emergencia por documentar',
          empty: 'No hay divulgaciones de emergencia por documentar.',
          why: 'La historia que se abrió contiene registros de un programa según 42 CFR Parte 2.',
        },
        'denied-access': {
          title: 'Series de accesos denegados',
          empty: 'A nadie se le denegó el acceso muchas veces en poco tiempo.',
          why: 'A una persona se le denegaron muchos accesos en poco tiempo.',
        },
      },
      kinds: {
        'review-break-the-glass': 'Revisar un acceso de emergencia',
        'write-up-part-2-emergency': 'Documentar una divulgación en una emergencia médica',
        'review-denied-access': 'Revisar una serie de accesos denegados',
      },
    },
  },
};

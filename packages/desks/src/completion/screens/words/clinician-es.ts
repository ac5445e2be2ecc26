/** What the clinician's inbox says, in Spanish. */
import type { ClinicianWords } from './clinician-en.ts';

export const clinicianEs: ClinicianWords = {
  title: 'Mi bandeja',
  line: ({ sign, query, write }, minutes) =>
    [
      sign > 0 && `${sign} por firmar`,
      query > 0 && `${query} ${query === 1 ? 'consulta' : 'consultas'}`,
      write > 0 && `${write} por escribir`,
      `unos ${minutes} min`,
    ]
      .filter(Boolean)
      .join(', '),
  none: 'Nada le espera.',
  items: 'Lo que le espera',
  due: (when) => `hasta el ${when}; después está vencida y recibirá un aviso`,
  overdue: (when) => `venció el ${when}: cuenta para avisos y suspensión`,
  noDue: 'sin fecha',
  attest: 'Al firmar declaro que lo he leído y que es verdadero y completo.',
  sign: 'Firmar',
  signAll: (count) => `Firmar ${count} abiertos`,
  signed: (count) => `${count} firmados.`,
  again: 'Inicie sesión otra vez: para firmar hay que haberla iniciado ahora mismo.',
  signIn: 'Iniciar sesión y firmar',
  source: 'Se firma donde se escribió.',
  openSource: 'Abrirlo allí',
  decline: 'Rechazar',
  declineWhy: '¿Por qué no es suyo, o no hay que hacerlo?',
  declined: 'Rechazado: vuelve al analista.',
  done: 'Hecho: comprobar',
  doneWhat: '¿Qué hizo?',
  told: 'Dado por hecho: el analista lo comprueba.',
  departments: 'De sus departamentos',
  departmentsHint: 'No se pidió a nadie en particular. Quien la toma responde de ella.',
  take: 'Tomarla',
  taken: 'Ahora es suya.',
};

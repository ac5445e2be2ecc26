/** What the screen of reports says. */
import { useWordsOf } from '@charthouse/ui';

const en = {
  title: 'Reports',
  report: 'Report',
  by: 'Grouped by',
  from: 'From',
  to: 'To',
  csv: 'Save as CSV',
  pdf: 'Save as PDF',
  packet: 'Survey packet of the period as PDF',
  numbers: 'Numbers',
  none: 'Nothing to count in this period.',
  noRows: 'No rows.',
  now: 'As it is now, whatever the period.',
  formula: 'Formula',
  behind: (group: string, column: string) => `${column}: ${group}`,
  opens: (number: string, group: string, column: string) => `${number}: ${column}, ${group}`,
  close: 'Close these rows',
  reading: 'Counting…',
};

const es: typeof en = {
  title: 'Informes',
  report: 'Informe',
  by: 'Agrupado por',
  from: 'Desde',
  to: 'Hasta',
  csv: 'Guardar como CSV',
  pdf: 'Guardar como PDF',
  packet: 'Dossier de inspección del periodo en PDF',
  numbers: 'Números',
  none: 'Nada que contar en este periodo.',
  noRows: 'Sin filas.',
  now: 'Como está ahora, sea cual sea el periodo.',
  formula: 'Fórmula',
  behind: (group, column) => `${column}: ${group}`,
  opens: (number, group, column) => `${number}: ${column}, ${group}`,
  close: 'Cerrar estas filas',
  reading: 'Contando…',
};

export const useReportsWords = () => useWordsOf({ en, es });

export { makePdf } from './make-pdf.ts';
export type { Paper, Part } from './paper.ts';

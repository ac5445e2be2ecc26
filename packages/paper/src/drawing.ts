/** The pen: page, fonts, and the tree of tags that readers follow. https://pdfkit.org/docs/accessibility.html */
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { Paper } from './paper.ts';
import { inReadingOrder } from './scripts.ts';

type Doc = InstanceType<typeof PDFDocument>;

export interface Drawing {
  readonly doc: Doc;
  /** What tags are added to. */
  readonly root: ReturnType<Doc['struct']>;
}

export const plain = 'plain';
export const bold = 'bold';
export const ink = '#1d1b16';
export const inkSoft = '#6b665c';

const fonts = {
  [plain]: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  [bold]: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

export function beginDrawing({ title, lang, made, isWide }: Paper): Drawing {
  const doc = new PDFDocument({
    ...{ size: 'LETTER', layout: isWide ? 'landscape' : 'portrait', bufferPages: true, autoFirstPage: false },
    margins: { top: 56, bottom: 64, left: 56, right: 56 },
    ...{ pdfVersion: '1.7', tagged: true, displayTitle: true, lang },
    info: { Title: title, Producer: 'Charthouse', Creator: 'Charthouse', CreationDate: new Date(made) },
  });
  for (const [name, file] of Object.entries(fonts)) doc.registerFont(name, fileURLToPath(file));
  doc.addPage().font(plain).fillColor(ink);
  const root = doc.struct('Document');
  doc.addStructure(root);
  return { doc, root };
}

/** One text as it is drawn: accents joined to their letters where that exists, words from right to left in their order. */
export const drawn = (text: string) => text.normalize('NFC').split('\n').map(inReadingOrder).join('\n');

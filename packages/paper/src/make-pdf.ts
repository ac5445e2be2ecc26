/** Draws a paper: a tagged PDF with title and language, page numbers and a foot on every page. */

import { drawTable } from './draw-table.ts';
import { beginDrawing, bold, type Drawing, drawn, ink, inkSoft, plain } from './drawing.ts';
import type { Paper, Part } from './paper.ts';
import { isPrintable } from './scripts.ts';

const words: Readonly<Record<string, { page: (n: number, of: number) => string; unprintable: string }>> = {
  en: {
    page: (n, of) => `Page ${n} of ${of}`,
    unprintable: 'Characters of some scripts cannot be printed here; the record has them.',
  },
  es: {
    page: (n, of) => `Página ${n} de ${of}`,
    unprintable: 'Los caracteres de algunas escrituras no se pueden imprimir aquí; el registro los tiene.',
  },
};

export async function makePdf(paper: Paper): Promise<Uint8Array> {
  const drawing = beginDrawing(paper);
  const { doc, root } = drawing;
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  for (const part of paper.parts) drawPart(drawing, part);
  root.end();
  drawFeet(drawing, paper);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

const looks = {
  title: { tag: 'H1', font: bold, size: 17, after: 0.6 },
  heading: { tag: 'H2', font: bold, size: 12, after: 0.4 },
  text: { tag: 'P', font: plain, size: 10.5, after: 0.8 },
  small: { tag: 'P', font: plain, size: 8.5, after: 0.8 },
} as const;

function drawPart(drawing: Drawing, part: Part): void {
  const { doc, root } = drawing;
  if (part.kind === 'new-page') doc.addPage();
  else if (part.kind === 'table') drawTable(drawing, part.table);
  else if (part.kind === 'letterhead') {
    const [name = '', ...address] = part.lines;
    tagged(drawing, 'P', () => void doc.font(bold).fontSize(12).text(drawn(name)));
    for (const line of address) tagged(drawing, 'P', () => void doc.font(plain).fontSize(9).text(drawn(line)));
    doc.moveDown(2);
  } else {
    const { tag, font, size, after } = looks[part.kind];
    const { top, bottom } = doc.page.margins;
    if (tag === 'H2' && doc.y > doc.page.height - bottom - 80 && doc.y > top) doc.addPage();
    root.add(
      doc.struct(tag, {}, () => {
        doc.font(font).fontSize(size).fillColor(part.kind === 'small' ? inkSoft : ink).text(drawn(part.text), { lineGap: 2 }); // biome-ignore format: one line of text
      }),
    );
    doc.fillColor(ink).moveDown(after);
  }
}

function tagged({ doc, root }: Drawing, tag: string, draw: () => void): void {
  root.add(doc.struct(tag, {}, draw));
}

function drawFeet({ doc }: Drawing, { lang, footer, parts }: Paper): void {
  const own = words[lang.split('-')[0] ?? ''] ?? words.en!;
  const isWhole = isPrintable(JSON.stringify(parts));
  const { start, count } = doc.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i);
    const { left, right, bottom } = doc.page.margins;
    const y = doc.page.height - bottom + 20;
    const width = doc.page.width - left - right;
    doc.page.margins.bottom = 0; // a foot must not begin another page
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.font(plain).fontSize(7.5).fillColor(inkSoft);
    doc.text(drawn(footer), left, y, { width: width - 90, lineBreak: false });
    doc.text(own.page(i + 1, count), left, y, { width, align: 'right' });
    if (!isWhole) doc.text(own.unprintable, left, y + 11, { width });
    doc.endMarkedContent();
    doc.page.margins.bottom = bottom;
  }
}

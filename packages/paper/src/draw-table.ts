/** A table over as many pages as it needs, its heads on each of them, tagged as rows and cells. */
import { bold, type Drawing, drawn, inkSoft, plain } from './drawing.ts';
import type { PaperTable } from './paper.ts';

const gap = 6;
const size = 8.5;
type Cells = readonly (string | number)[];

export function drawTable({ doc, root }: Drawing, { heads, rows }: PaperTable): void {
  const tag = doc.struct('Table');
  root.add(tag);
  const widths = widthsOf({ doc, root }, { heads, rows });
  const { left, bottom } = doc.page.margins;
  const line = (cells: Cells, kind: 'TH' | 'TD', parent: typeof tag | undefined) => {
    doc.font(kind === 'TH' ? bold : plain).fontSize(size);
    const texts = cells.map((cell) => drawn(String(cell)));
    const height = Math.max(...texts.map((text, i) => doc.heightOfString(text || ' ', { width: widths[i]! - gap })));
    if (doc.y + height + gap > doc.page.height - bottom) {
      doc.addPage();
      if (kind === 'TD') line(heads, 'TH', undefined);
      doc.font(plain).fontSize(size);
    }
    const top = doc.y + gap / 2;
    const row = parent && doc.struct('TR');
    if (row) parent.add(row);
    let x = left;
    texts.forEach((text, i) => {
      const draw = () => {
        const align = typeof cells[i] === 'number' ? 'right' : 'left';
        doc.text(text, x, top, { width: widths[i]! - gap, align });
      };
      if (row) row.add(doc.struct(kind, {}, draw));
      else outside(doc, draw);
      x += widths[i]!;
    });
    row?.end();
    doc.x = left;
    doc.y = top + height + gap / 2;
    const rule = () => doc.moveTo(left, doc.y).lineTo(x - gap, doc.y).lineWidth(kind === 'TH' ? 0.8 : 0.3); // biome-ignore format: one stroke
    outside(doc, () => rule().stroke(inkSoft));
  };
  line(heads, 'TH', tag);
  for (const row of rows) line(row, 'TD', tag);
  tag.end();
  doc.moveDown(1);
}

/** What readers pass over. */
function outside(doc: Drawing['doc'], draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

/** By the longest of the first rows of each column; what is too wide is broken. */
function widthsOf({ doc }: Drawing, { heads, rows }: PaperTable): number[] {
  doc.font(bold).fontSize(size);
  const wanted = heads.map((head, i) => {
    const cells = rows.slice(0, 200).map((row) => drawn(String(row[i] ?? '')));
    const widest = Math.max(doc.widthOfString(head), ...cells.map((text) => doc.widthOfString(text)));
    return Math.min(widest, 220) + gap + 2;
  });
  const { left, right } = doc.page.margins;
  const room = doc.page.width - left - right;
  const all = wanted.reduce((sum, width) => sum + width, 0);
  return all <= room ? wanted : wanted.map((width) => (width / all) * room);
}

/** Text as a page that looks scanned: a little askew, with specks, a dark edge and holes. A PDF of a few kilobytes, by its grammar. */
import { randomOf } from '../random.ts';

const [width, height] = [612, 792];
const lineWidth = 88;

export interface Look {
  readonly seed: string;
  /** Half of each page is black. */
  readonly isBad?: boolean;
  /** What a fax machine prints above each page. */
  readonly fax?: string;
}

export function scanOf(text: string, look: Look): Buffer {
  const lines = text.split('\n').flatMap(wrapped);
  const pages: string[] = [];
  for (let i = 0; i < lines.length; i += 52)
    pages.push(page(lines.slice(i, i + 52), { ...look, seed: `${look.seed}/${i}` }));
  return pdf(pages);
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > lineWidth) {
    const space = rest.lastIndexOf(' ', lineWidth);
    const end = space > 40 ? space : lineWidth;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

function page(lines: readonly string[], { seed, isBad, fax }: Look): string {
  const random = randomOf(seed);
  const turn = random.about(0, 0.024);
  const number = (value: number) => value.toFixed(2);
  const specks = Array.from({ length: 24 }, () => {
    const size = random.next() * 1.3;
    return `${number(random.next() * width)} ${number(random.next() * height)} ${number(size)} ${number(size)} re`;
  });
  const rows = lines.map((line) => `(${literal(line)}) Tj T*`).join('\n');
  return [
    '0.965 0.955 0.93 rg 0 0 612 792 re f',
    `0.35 g ${specks.join(' ')} f`,
    `0.2 g 0 0 ${number(2 + random.next() * 5)} 792 re f`,
    '0.1 g 18 660 9 9 re 18 396 9 9 re 18 130 9 9 re f',
    ...(fax ? [`0.1 g BT /F1 8 Tf 40 778 Td (${literal(fax)}) Tj ET`] : []),
    `q ${number(Math.cos(turn))} ${turn.toFixed(4)} ${(-turn).toFixed(4)} ${number(Math.cos(turn))} ${number(random.about(0, 6))} ${number(random.about(0, 6))} cm`,
    `0.15 g BT /F1 9.5 Tf 13.2 TL 54 736 Td\n${rows}\nET Q`,
    ...(isBad ? ['0.03 g 0 120 612 420 re f'] : []),
  ].join('\n');
}

/** As a PDF string: what is outside Latin-1 as the letter without its marks, else a question mark. */
function literal(text: string): string {
  const plain = text.replace(/[^\x20-\xff]/gu, (sign) => sign.normalize('NFD').replace(/[^\x20-\x7e]/gu, '') || '?');
  return plain.replace(/[\\()]/g, '\\$&');
}

function pdf(pages: readonly string[]): Buffer {
  const font = 3;
  const kids = pages.map((_, i) => `${font + 1 + 2 * i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${font + 2 + 2 * i} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
      `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = Buffer.byteLength(body, 'latin1');
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(body, 'latin1');
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  body += `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}

/** What is printed can be read back: text, title, language, tags, page numbers. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { makePdf } from './make-pdf.ts';
import type { Paper, Part } from './paper.ts';
import { inReadingOrder, isPrintable } from './scripts.ts';

const paper = (parts: readonly Part[], more: Partial<Paper> = {}): Paper => ({
  ...{ title: 'Records to complete', lang: 'en-US', made: Date.UTC(2026, 10, 23), footer: 'Mercy Hospital', parts },
  ...more,
});

async function read(of: Paper) {
  const data = new Uint8Array(await makePdf(of));
  const task = getDocument({ data, verbosity: 0 });
  const pdf = await task.promise;
  const pages = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    pages.push({ text: text.replace(/\s+/g, ' '), tags: JSON.stringify(await page.getStructTree()) });
  }
  const { info } = await pdf.getMetadata();
  await task.destroy();
  return { pages, info: info as Record<string, unknown> };
}

test('a paper has title, language and tags, and its text can be read', async () => {
  const parts: Part[] = [
    { kind: 'letterhead', lines: ['Mercy Hospital', '1 Main Street'] },
    { kind: 'title', text: 'Records to complete' },
    { kind: 'text', text: 'Dear Dr Łukasz Ørsted-Nuñez,\n\nplease complete them.' },
  ];
  const { pages, info } = await read(paper(parts));
  expect(pages).toHaveLength(1);
  expect(pages[0]!.text).toContain('1 Main Street');
  expect(pages[0]!.text).toContain('Dear Dr Łukasz Ørsted-Nuñez,');
  expect(pages[0]!.text).toContain('Page 1 of 1');
  expect(pages[0]!.tags).toContain('"role":"H1"');
  expect(info).toMatchObject({ Title: 'Records to complete', Language: 'en-US' });
});

test('a long table goes on over pages with its heads on each, and numbers are kept', async () => {
  const rows = Array.from({ length: 90 }, (_, i) => [`Clinician ${i + 1}`, i + 1]);
  const { pages } = await read(
    paper([{ kind: 'table', table: { heads: ['Clinician', 'Open'], rows } }], { lang: 'es' }),
  );
  expect(pages.length).toBeGreaterThan(1);
  for (const { text } of pages) expect(text).toMatch(/Clinician Open/);
  expect(pages.at(-1)!.text).toContain('Clinician 90 90');
  expect(pages.at(-1)!.text).toContain(`Página ${pages.length} de ${pages.length}`);
  expect(pages[0]!.tags).toContain('"role":"TH"');
});

test('names from right to left stand in their order, and a script that cannot be printed is said so', async () => {
  expect(inReadingOrder('Dr محمد علي of Mercy')).toBe('Dr علي محمد of Mercy');
  expect(isPrintable('Ελένη Đặng Thị Ánh — שרה لیلا')).toBe(true);
  const { pages } = await read(paper([{ kind: 'text', text: 'Đặng Thị Ánh, 田中' }]));
  expect(pages[0]!.text).toContain('Đặng Thị Ánh');
  expect(pages[0]!.text).toContain('cannot be printed here');
});

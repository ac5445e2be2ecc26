/** Gives rows to the person as a file: https://www.rfc-editor.org/rfc/rfc4180 */

/** A cell that a spreadsheet would run is written as text. */
const isFormula = /^[=+\-@\t\r](?!\d*\.?\d+$)/;

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

export function saveCsv(name: string, rows: readonly (readonly string[])[]): void {
  const address = URL.createObjectURL(new Blob([`\uFEFF${csvOf(rows)}\r\n`], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), {
    href: address,
    download: `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`,
  });
  link.click();
  URL.revokeObjectURL(address);
}

function cell(text: string): string {
  const safe = isFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

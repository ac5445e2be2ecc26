/** Escaping of text for HTML and JSON. https://build.fhir.org/ig/HL7/FHIRPath/#escapetarget--string--string */

const html: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const fromHtml = new Map(Object.entries(html).map(([letter, entity]) => [entity, letter]));

/** Undefined for an unknown target. */
export function escapeFor(text: string, target: string): string | undefined {
  if (target === 'html') return text.replace(/[&<>"']/g, (letter) => html[letter]!);
  return target === 'json' ? JSON.stringify(text).slice(1, -1) : undefined;
}

export function unescapeFrom(text: string, target: string): string | undefined {
  if (target === 'html') return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => fromHtml.get(entity)!);
  if (target !== 'json') return undefined;
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}

/** Text inside XML. https://www.w3.org/TR/xml/#syntax */

const special = /[&<>"\t\n\r]/g;
const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const forbidden = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** The text of an attribute value in double quotes that reads back as `text`; undefined when XML 1.0 cannot hold it. */
export function attributeText(text: string): string | undefined {
  if (forbidden.test(text)) return undefined;
  return special.test(text) ? text.replace(special, (character) => names[character]!) : text;
}

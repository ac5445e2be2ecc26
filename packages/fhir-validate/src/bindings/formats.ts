/** Code systems too large to list, whose codes have a grammar. */

export interface CodeFormat {
  /** Value sets all of whose codes have this format; also checked where the binding to them is weaker than required. */
  readonly valueSets: readonly string[];
  /** The code system to which the format belongs; codes of other systems are not looked at. */
  readonly system: string;
  readonly accepts: (code: string) => boolean;
  /** Completes "… is not". */
  readonly due: string;
}

const sets = 'http://hl7.org/fhir/ValueSet/';
const language =
  /^(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[\dA-Za-z]{5,8}|\d[\dA-Za-z]{3}))*(?:-[\dA-WY-Za-wy-z](?:-[\dA-Za-z]{2,8})+)*(?:-x(?:-[\dA-Za-z]{1,8})+)?|x(?:-[\dA-Za-z]{1,8})+|i-[A-Za-z]{3,8}|[A-Za-z]{2}-[A-Za-z]{2}-[A-Za-z]{3,8})$/;
const mimeType = /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:"[^"]*"|[^\s;"]+))*\s*;?$/;
/** https://hl7.org/fhir/R4/http.html#mime-type allows these for the formats of FHIR itself. */
const formatWords = new Set(['json', 'xml', 'ttl', 'html']);

export const codeFormats: readonly CodeFormat[] = [
  {
    valueSets: [`${sets}languages`, `${sets}all-languages`],
    system: 'urn:ietf:bcp:47',
    accepts: (code) => language.test(code),
    due: 'a language tag of BCP 47, such as en, de-CH or zh-Hant',
  },
  {
    valueSets: [`${sets}mimetypes`],
    system: 'urn:ietf:bcp:13',
    accepts: (code) => mimeType.test(code) || formatWords.has(code),
    due: 'a MIME type, such as application/pdf',
  },
  {
    valueSets: [`${sets}currencies`],
    system: 'urn:iso:std:iso:4217',
    accepts: (code) => /^[A-Z]{3}$/.test(code),
    due: 'a currency of ISO 4217 in three capital letters, such as USD',
  },
  {
    valueSets: [`${sets}ucum-units`],
    system: 'http://unitsofmeasure.org',
    accepts: (code) => /^[!-~]+$/.test(code),
    due: 'a UCUM unit: printable ASCII without spaces, such as mg/dL',
  },
];

/** uri and its kin. https://hl7.org/fhir/R4/datatypes.html#uri */
import { textFormat } from './format.ts';

const oid = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/;
const uuid = /^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const space = /\s/;

function hasSpace(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character <= 32) return true;
    if (character > 127) return space.test(text);
  }
  return false;
}

function isUri(text: string): boolean {
  if (text === '' || hasSpace(text)) return false;
  if (!text.startsWith('urn:')) return true;
  if (text.startsWith('urn:uuid:')) return uuid.test(text);
  if (text.startsWith('urn:oid:')) return oid.test(text);
  return true;
}

function isCanonical(text: string): boolean {
  return isUri(text) && (text.includes(':') || text.startsWith('#'));
}

const due = 'a URI: no spaces; an OID as urn:oid:1.2.3, a UUID as urn:uuid: and lower-case hexadecimal digits';

export const uris = [
  textFormat('uri', due, isUri),
  textFormat('url', due, isUri),
  textFormat('canonical', `${due}; absolute, or # and the id of a contained resource`, isCanonical),
  textFormat('oid', 'an OID written as urn:oid:1.2.3', (text) => oid.test(text)),
  textFormat('uuid', 'a UUID written as urn:uuid:c757873d-ec9a-4326-a141-556f43239520', (text) => uuid.test(text)),
];

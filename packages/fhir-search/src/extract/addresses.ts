/** Addresses of the content of a document. https://hl7.org/fhir/R4/documentreference-definitions.html#DocumentReference.content.attachment */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

/** Of a DocumentReference: the `url` of each attachment, as it stands there. */
export function contentAddresses({ resourceType, content }: JsonObject): readonly string[] {
  if (resourceType !== 'DocumentReference' || !Array.isArray(content)) return [];
  return content.flatMap((one: JsonValue) => {
    const url = isObject(one) && isObject(one.attachment) ? one.attachment.url : undefined;
    return typeof url === 'string' ? [url] : [];
  });
}

/** Entity tags and dates of conditional requests: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
import { outcomes } from '@charthouse/fhir-model';

/** `W/"3"`, the form FHIR uses: https://hl7.org/fhir/R4/http.html#versioning */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Version numbers of an If-Match or If-None-Match header, or `*`.
 * @throws OutcomeError 400 when the header is no list of entity tags
 */
export function expectedVersions(header: string): readonly string[] | '*' {
  const text = header.trim();
  if (text === '*') return '*';
  return text.split(',').map((tag) => {
    const match = /^\s*(?:W\/)?"([^"]*)"\s*$/.exec(tag);
    if (!match?.[1])
      throw outcomes.badRequest(`"${header}" is no entity tag. Write it as W/"3", with the version number in quotes.`);
    return match[1];
  });
}

const dates = /^([A-Z][a-z]+, .* GMT|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d))$/;

/**
 * Milliseconds since 1970 of an HTTP date, or of an instant as bundles have it; NaN for anything else, which "MUST be ignored":
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
 */
export function httpDate(text: string): number {
  return dates.test(text) ? Date.parse(text) : Number.NaN;
}

/** Content types and how they are agreed on: https://hl7.org/fhir/R4/http.html#mime-type */
import { type OutcomeError, outcomes } from '@charthouse/fhir-model';

export type Format = 'json' | 'xml';

const formats: Readonly<Record<string, Format>> = {
  'application/fhir+json': 'json',
  'application/json': 'json',
  'application/json+fhir': 'json',
  'text/json': 'json',
  json: 'json',
  'application/fhir+xml': 'xml',
  'application/xml': 'xml',
  'application/xml+fhir': 'xml',
  'text/xml': 'xml',
  xml: 'xml',
};

export const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/fhir+json; charset=utf-8',
  xml: 'application/fhir+xml; charset=utf-8',
};

/** The media type without parameters, lower case. */
export function mediaTypeOf(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** `charset` of a Content-Type: FHIR is UTF-8 only, https://hl7.org/fhir/R4/http.html#mime-type. @throws OutcomeError 415 */
export function checkCharset(header: string | undefined): void {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(header ?? '')?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw outcomes.unsupportedMediaType(`The body is said to be ${charset}; this server takes UTF-8 only.`);
}

/** The FHIR format of a Content-Type; undefined for any other. */
export function contentFormat(header: string | undefined): Format | undefined {
  return formats[mediaTypeOf(header)];
}

const patchFormats = { 'application/json-patch+json': 'json', 'application/xml-patch+xml': 'xml' } as const;

/** Media types of patches: FHIRPath Patch comes as a FHIR resource. */
export const patchMediaTypes: readonly string[] = [
  ...Object.keys(patchFormats),
  ...Object.values(mediaTypes).map(mediaTypeOf),
];

/** The format of a patch document that is no resource. */
export function patchFormat(header: string | undefined): 'json' | 'xml' | undefined {
  const media = mediaTypeOf(header);
  return Object.hasOwn(patchFormats, media) ? patchFormats[media as keyof typeof patchFormats] : undefined;
}

/**
 * The format to answer in: `_format` before the Accept header; JSON when neither minds.
 * @throws OutcomeError 406 when only other formats are accepted
 */
export function acceptedFormat(accept: string | undefined, parameter: string | undefined): Format {
  if (parameter !== undefined) {
    const format = formats[mediaTypeOf(parameter.replace(' ', '+'))];
    if (!format) throw outcomes.notAcceptable(`_format is "${parameter}"; this server gives json and xml.`);
    return format;
  }
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept
    .split(',')
    .map((range) => ({ type: mediaTypeOf(range), quality: Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1) }))
    .filter((range) => range.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { type } of ranges) {
    const format = formats[type] ?? (/^(\*|application|text)\/(\*|html)$/.test(type) ? 'json' : undefined);
    if (format) return format;
  }
  throw outcomes.notAcceptable(
    `"${accept}" is asked for; this server gives application/fhir+json and application/fhir+xml.`,
  );
}

/** `fhirVersion=4.0` of a media type; another version is refused: https://hl7.org/fhir/R4/http.html#version-parameter */
export function checkFhirVersion(
  header: string | undefined,
  refusal: (diagnostics: string) => OutcomeError = outcomes.notAcceptable,
): void {
  const version = /fhirVersion=([^;,\s]+)/.exec(header ?? '')?.[1];
  if (version !== undefined && !/^4\.0(\.1)?$/.test(version))
    throw refusal(`FHIR version ${version} is asked for or sent; this server speaks 4.0 (R4).`);
}

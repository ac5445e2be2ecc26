/** How the text of a reference is keyed: local ones as `Type/id`, others as written. */

import { parseLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';

export interface ReferenceText {
  /** `Type/id`, or the URL as written. */
  readonly key: string;
  /** With its version, when it names one. */
  readonly versioned?: string;
  /** Type and id when it is on this server. */
  readonly local?: { readonly type: string; readonly id: string };
  /** Type of the target, also of another server's. */
  readonly type?: string;
}

export function readReference(text: string, bases: readonly string[]): ReferenceText {
  const local = parseLiteral(text, bases);
  if (local) {
    const key = `${local.type}/${local.id}`;
    const versioned = local.version && `${key}/_history/${local.version}`;
    return { key, local: { type: local.type, id: local.id }, type: local.type, ...(versioned && { versioned }) };
  }
  const bar = text.indexOf('|');
  if (bar > 0) return { key: text.slice(0, bar), versioned: text };
  const [, rest, type, id, version] =
    /^(.*\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(\/_history\/[^/]+)?$/.exec(text) ?? [];
  if (type === undefined || !isResourceType(type)) return { key: text };
  return { key: `${rest}${type}/${id}`, type, ...(version && { versioned: text }) };
}

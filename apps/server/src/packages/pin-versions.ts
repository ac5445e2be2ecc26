/** Says the version wherever a definition names one of several loaded ones, so that it means that of its own package's world. */
import type { PackageKey } from '@charthouse/chart-store';
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Choose } from './choose.ts';

export interface Definition {
  readonly package: PackageKey;
  readonly definition: JsonObject;
}

/** Members that name other definitions; below them texts are addresses. */
const naming: ReadonlySet<string> = new Set(['baseDefinition', 'profile', 'targetProfile', 'valueSet']);

/** Changes the definitions in place. */
export function pinVersions(all: readonly Definition[], choose: Choose): void {
  const byUrl = new Map<string, Definition[]>();
  for (const one of all) {
    const { url } = one.definition;
    if (typeof url === 'string') byUrl.set(url, [...(byUrl.get(url) ?? []), one]);
  }
  for (const [url, several] of byUrl) if (several.length < 2) byUrl.delete(url);
  if (byUrl.size === 0) return;
  for (const { package: from, definition } of all)
    pinWithin(definition, (address) => {
      const version = choose(from, byUrl.get(address) ?? [])?.definition.version;
      return typeof version === 'string' ? `${address}|${version}` : address;
    });
}

function pinWithin(value: JsonObject | JsonValue[], pin: (address: string) => string): void {
  for (const [name, own] of Object.entries(value)) {
    if (naming.has(name)) Object.assign(value, { [name]: pinned(own, pin) });
    else if (Array.isArray(own) || isObject(own)) pinWithin(own, pin);
  }
}

function pinned(value: JsonValue | undefined, pin: (address: string) => string): JsonValue | undefined {
  if (typeof value === 'string') return pin(value);
  return Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? pin(one) : one)) : value;
}

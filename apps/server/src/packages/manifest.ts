/** The manifest of a FHIR package. https://hl7.org/fhir/packages.html#2.1.10.3 */
import type { PackageFacts } from '@charthouse/chart-store';
import { isObject, type JsonValue } from '@charthouse/fhir-model';

export type Manifest = Pick<PackageFacts, 'name' | 'version' | 'title' | 'fhirVersions' | 'dependencies'>;

/** A manifest that cannot be used; the message completes "cannot add PATH: …". */
export class BadManifest extends Error {
  override readonly name = 'BadManifest';
}

const namePattern = /^(?:@[a-z0-9][\w.~-]*\/)?[a-z0-9][\w.~-]*$/i;
const versionPattern = /^[a-z0-9][\w.+-]*$/i;

/** @throws BadManifest */
export function manifestOf(value: JsonValue): Manifest {
  if (!isObject(value)) throw new BadManifest('its package.json is no JSON object.');
  const { name, version, title } = value;
  if (typeof name !== 'string' || !namePattern.test(name)) throw new BadManifest('its package.json has no name.');
  if (typeof version !== 'string' || !versionPattern.test(version))
    throw new BadManifest(`the package.json of ${name} has no version.`);
  const fhirVersions = textsOf(value.fhirVersions ?? value['fhir-version-list'] ?? value.fhirVersion);
  if (fhirVersions.length > 0 && !fhirVersions.some((own) => /^4\.0(\.|$)/.test(own)))
    throw new BadManifest(
      `${name}#${version} is for FHIR ${fhirVersions.join(', ')}; this record is FHIR R4 (4.0.1). Take its edition for R4.`,
    );
  return { name, version, fhirVersions, dependencies: dependenciesOf(value.dependencies, name), ...titled(title) };
}

function titled(title: JsonValue | undefined): { title?: string } {
  return typeof title === 'string' ? { title } : {};
}

function textsOf(value: JsonValue | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string');
}

function dependenciesOf(value: JsonValue | undefined, name: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  const entries = isObject(value) ? Object.entries(value) : [];
  if (!isObject(value) || entries.some(([, version]) => typeof version !== 'string'))
    throw new BadManifest(`the dependencies of ${name} are not names with their versions.`);
  return Object.fromEntries(entries.map(([key, version]) => [key, String(version)]));
}

/** The statements on packages. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import type { LoadedPackage, LoadedResource, PackageFacts, PackageKey, PackageResource } from './package.ts';

export interface PackageRow {
  readonly id: number;
  readonly package_name: string;
  readonly package_version: string;
  readonly n: number;
  readonly type: string;
  readonly url: string | null;
  readonly version: string | null;
  readonly waits_for: string | null;
  readonly body: string;
}

interface Row extends Omit<LoadedPackage, 'added' | 'title' | 'fhirVersions'> {
  readonly title: string | null;
  readonly fhir_versions: string[];
  readonly added: Date;
}

/** In the order they were added. */
export async function listPackages(query: Within): Promise<LoadedPackage[]> {
  const rows = await query<Row>(sql`
    select name, version, title, fhir_versions, dependencies, counts, examples, sha256, added from package order by id`);
  return rows.map(({ title, fhir_versions: fhirVersions, added, ...row }) => ({
    ...row,
    fhirVersions,
    added: added.getTime(),
    ...(title !== null && { title }),
  }));
}

/** Resources sent in one statement, in characters. */
const charactersAtOnce = 4_000_000;

export async function addPackage(
  query: Within,
  facts: PackageFacts,
  resources: readonly PackageResource[],
): Promise<void> {
  await removePackages(query, [facts]);
  const { name, version, title = null, fhirVersions, dependencies, counts, examples, sha256 } = facts;
  const [row] = await query<{ id: number }>(sql`
    insert into package (name, version, title, fhir_versions, dependencies, counts, examples, sha256)
    values (${name}, ${version}, ${title}, ${fhirVersions}, ${JSON.stringify(dependencies)}, ${JSON.stringify(counts)}, ${examples},
      ${sha256}) returning id`);
  let batch: PackageResource[] = [];
  let size = 0;
  let first = 0;
  const send = async () => {
    await insertResources(query, batch, { id: row!.id, first });
    first += batch.length;
    batch = [];
    size = 0;
  };
  for (const resource of resources) {
    batch.push(resource);
    size += resource.body.length;
    if (size > charactersAtOnce) await send();
  }
  if (batch.length > 0) await send();
}

async function insertResources(
  query: Within,
  resources: readonly PackageResource[],
  { id, first }: { id: number; first: number },
): Promise<void> {
  const column = (of: (resource: PackageResource) => string | undefined) => resources.map((one) => of(one) ?? null);
  await query(sql`
    insert into package_resource (package, n, type, url, version, waits_for, body)
    select ${id}, ${first} + at - 1, type, url, version, waits_for, body
    from unnest(${column((r) => r.type)}::text[], ${column((r) => r.url)}::text[], ${column((r) => r.version)}::text[],
      ${column((r) => r.waitsFor)}::text[], ${column((r) => r.body)}::text[])
      with ordinality as r (type, url, version, waits_for, body, at)`);
}

export async function removePackages(query: Within, keys: readonly PackageKey[]): Promise<void> {
  await query(sql`
    delete from package p using unnest(${keys.map(({ name }) => name)}::text[], ${keys.map(({ version }) => version)}::text[])
      as gone (name, version) where (p.name, p.version) = (gone.name, gone.version)`);
}

export async function replaceResource(
  query: Within,
  { package: of, n, body, waitsFor }: LoadedResource,
): Promise<void> {
  await query(sql`
    update package_resource r set body = ${body}, waits_for = ${waitsFor ?? null} from package p
    where p.id = r.package and (p.name, p.version) = (${of.name}, ${of.version}) and r.n = ${n}`);
}

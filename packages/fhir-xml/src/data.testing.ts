/** Test data that is not part of this repository: beside the project folder when it is there at all. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const data = new URL('../../../../shared/data/', import.meta.url);

function folder(path: string) {
  const root = new URL(path, data);
  const there = existsSync(root);
  const names = there ? readdirSync(root, { recursive: true, encoding: 'utf8' }).sort() : [];
  return {
    /** Empty, or why the suite is skipped. */
    absent: there ? '' : ` (skipped: ../shared/data/${path} is not there)`,
    files: (ending: string) => names.filter((name) => name.endsWith(ending)),
    has: (name: string) => names.includes(name),
    bytes: (name: string) => readFileSync(new URL(encodeURI(name), root)),
  };
}

const bundles = folder('fhir-synthea/bundles/');
export const syntheaBundles = {
  absent: bundles.absent,
  /** Names of `count` bundles, spread evenly. */
  sample(count: number): string[] {
    const all = bundles.files('.json.gz');
    return all.filter((_name, index) => index % Math.ceil(all.length / count) === 0);
  },
  text: (name: string) => gunzipSync(bundles.bytes(name)).toString(),
};

const cases = folder('fhir-test-cases/');
export const fhirTestCases = { ...cases, text: (name: string) => cases.bytes(name).toString() };

/** Pure code is given the time and the chance; it does not take them. (Files and network do not even compile there.) */
import type { Law } from '../law.ts';
import { isTest, sourceFiles } from '../source-files.ts';

const pureRooms =
  /^packages\/((fhir-model|fhir-xml|fhirpath|fhir-patch|fhir-validate|fhir-search|access|ledger|rulebook)\/src\/|desks\/src\/[^/]+\/(rules\/|contract|settings))/;
const taken = /\bDate\.now\(|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bMath\.random\(|\bTemporal\.Now\b/;

export const passedIn: Law = {
  name: 'pure floors are given clock and chance',
  find: ({ files, read }) =>
    sourceFiles(files)
      .filter((file) => pureRooms.test(file) && !isTest(file))
      .flatMap((file) =>
        read(file)
          .split('\n')
          .flatMap((line, index) => (taken.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
      ),
};

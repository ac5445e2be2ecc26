/** The patch test cases of HL7, which are not part of this repository: beside the project folder when they are there at all. */
import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../shared/data/fhir-test-cases/patch/', import.meta.url);

export function testData(name: string): {
  readonly text: string /** Empty, or why it is skipped. */;
  readonly absent: string;
} {
  const file = new URL(name, folder);
  if (existsSync(file)) return { text: readFileSync(file, 'utf8'), absent: '' };
  return { text: '', absent: ` (skipped: ../shared/data/fhir-test-cases/patch/${name} is not there)` };
}

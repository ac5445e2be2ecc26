/** The patients the benchmark begins with: Synthea's where they are, else made-up ones. https://synthea.mitre.org */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Resource } from '@charthouse/fhir-model';
import { madeUpBundles } from './made-up-bundles.ts';

/** A transaction bundle of one patient. */
export interface PatientBundle {
  /** As it is sent. */
  readonly text: string;
  readonly entries: number;
}

export interface PatientBundles {
  readonly bundles: readonly PatientBundle[];
  readonly resources: number;
  /** Where they come from, as a sentence. */
  readonly source: string;
  /** SHA-256 over the texts. */
  readonly sha256: string;
}

export interface BundleJson {
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[];
}

const folder = fileURLToPath(new URL('../../../../shared/data/fhir-synthea/bundles', import.meta.url));

/** The first `count` of them, always the same ones. */
export function patientBundles(count: number): PatientBundles {
  const there = existsSync(folder);
  const texts = there ? syntheaTexts(count) : madeUpBundles(count);
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  const bundles = texts.map((text) => ({ text, entries: (JSON.parse(text) as BundleJson).entry.length }));
  return {
    bundles,
    resources: bundles.reduce((sum, { entries }) => sum + entries, 0),
    source: there
      ? 'Synthea R4 patient bundles, as they are'
      : 'made-up patient bundles of a seeded generator, because the Synthea bundles are not on this machine',
    sha256: hash.digest('hex'),
  };
}

function syntheaTexts(count: number): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json.gz'));
  return files
    .sort()
    .slice(0, count)
    .map((name) => gunzipSync(readFileSync(join(folder, name))).toString('utf8'));
}

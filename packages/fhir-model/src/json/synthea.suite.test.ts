import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseJson } from './parse.ts';
import { writeJson } from './write.ts';

const folder = resolve(import.meta.dirname, '../../../../../shared/data/fhir-synthea/bundles');
const missing = !existsSync(folder);

describe.skipIf(missing)(
  `patients of Synthea${missing ? ' (skipped: the test data is not beside the project)' : ''}`,
  () => {
    test('come back character for character', () => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.gz'));
      expect(files.length).toBeGreaterThan(0);
      for (const name of files.slice(0, 20)) {
        const text = gunzipSync(readFileSync(resolve(folder, name)))
          .toString()
          .trim();
        const { value, literals } = parseJson(text);
        expect(writeJson(value, literals) === text, name).toBe(true);
      }
    });
  },
);

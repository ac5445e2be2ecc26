import { expect, test } from 'vitest';
import { ownBases } from './own-bases.ts';

test('a server knows its public address and its port under every loopback name', () => {
  expect(ownBases({ publicUrl: 'https://record.example.org', host: '127.8.8.8', port: 8420 })).toEqual([
    'https://record.example.org/fhir/R4',
    'http://localhost:8420/fhir/R4',
    'http://127.0.0.1:8420/fhir/R4',
    'http://[::1]:8420/fhir/R4',
    'http://127.8.8.8:8420/fhir/R4',
  ]);
  expect(ownBases({ publicUrl: undefined, host: '::1', port: 80 })).toEqual([
    'http://localhost/fhir/R4',
    'http://127.0.0.1/fhir/R4',
    'http://[::1]/fhir/R4',
  ]);
});

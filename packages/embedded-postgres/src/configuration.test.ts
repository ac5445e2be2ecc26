import { expect, test } from 'vitest';
import { configuration, configurationText } from './configuration.ts';

const gigabyte = 1024 ** 3;

test.each([
  [0.5, 100, { shared_buffers: '128MB', max_wal_size: '8192MB' }],
  [8, 100, { shared_buffers: '1024MB', effective_cache_size: '4096MB' }],
  [24, 100, { shared_buffers: '2048MB', maintenance_work_mem: '512MB' }],
  [256, 4, { shared_buffers: '2048MB', max_wal_size: '1024MB' }],
])('%d GB of memory and %d GB of free disk give fitting settings', (memory, freeDisk, expected) => {
  const settings = configuration('normal', { memory: memory * gigabyte, freeDisk: freeDisk * gigabyte });
  expect(settings).toMatchObject(expected);
});

test('only test databases give up durability, and no profile lets values of rows into the log', () => {
  const machine = { memory: 8 * gigabyte, freeDisk: 100 * gigabyte };
  expect(configuration('normal', machine)).not.toHaveProperty('fsync');
  expect(configuration('test', machine)).toMatchObject({ fsync: 'off' });
  for (const profile of ['normal', 'test'] as const) {
    expect(configuration(profile, machine)).toMatchObject({
      log_min_error_statement: 'panic',
      log_min_messages: 'log',
      log_parameter_max_length_on_error: '0',
    });
  }
});

test('values are quoted as PostgreSQL reads them', () => {
  expect(configurationText({ search_path: "it's" })).toContain("search_path = 'it''s'");
});

import { expect, test } from 'vitest';
import { judged } from './audit-report.ts';

const report = (severity: string) =>
  JSON.stringify({ vulnerabilities: { left: { name: 'left', severity, range: '<2' } }, auditReportVersion: 2 });

test('a grave hole fails and is named, a lesser one is counted', () => {
  expect(judged(report('critical'))).toEqual({
    line: 'audit: 1 grave, 0 lesser holes are known\n  left <2 (critical)',
    exitCode: 1,
  });
  expect(judged(report('low'))).toEqual({ line: 'audit: 0 grave, 1 lesser holes are known', exitCode: 0 });
});

test.each(['', 'npm error', '{"error":{"code":"ENOTFOUND"}}', '{"statusCode":405,"error":{}}'])(
  'without a registry it says so: %s',
  (text) => expect(judged(text)).toEqual({ line: 'audit: skipped: no registry', exitCode: 0 }),
);

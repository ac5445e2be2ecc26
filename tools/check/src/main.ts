/** `npm run check`: asks every law of the house, prints a line for each, then what breaks them. Exit 1 when any is broken. */
import { resolve } from 'node:path';
import { openHouse } from './house.ts';
import type { House, Law } from './law.ts';
import { laws } from './laws/index.ts';

interface Verdict {
  readonly law: Law;
  readonly findings: readonly string[];
  readonly seconds: number;
}

async function judge(law: Law, house: House): Promise<Verdict> {
  const started = performance.now();
  const findings = await law.find(house);
  return { law, findings, seconds: (performance.now() - started) / 1000 };
}

const started = performance.now();
const house = openHouse(resolve(import.meta.dirname, '../../..'));
const verdicts = await Promise.all(laws.map((law) => judge(law, house)));

for (const { law, findings, seconds } of verdicts) {
  const mark = findings.length ? '✗' : '✓';
  const count = findings.length ? `  ${findings.length} found` : '';
  console.log(`${mark} ${law.name.padEnd(42)} ${seconds.toFixed(1).padStart(5)} s${count}`);
}
const broken = verdicts.filter(({ findings }) => findings.length);
for (const { law, findings } of broken) console.log(`\n${law.name}\n${findings.map((line) => `  ${line}`).join('\n')}`);
console.log(
  `\n${broken.length ? `${broken.length} of ${laws.length} laws broken` : 'All laws hold'}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
process.exitCode = broken.length ? 1 : 0;

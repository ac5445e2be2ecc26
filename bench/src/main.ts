/** `npm run bench`: measures the product against its limit programs and writes docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Bench, openBench } from './bench.ts';
import { goals } from './goals.ts';
import { type Options, readOptions, usage } from './options.ts';
import type { Part } from './part.ts';
import { parts } from './parts/index.ts';
import { judge } from './report/judge.ts';
import { markdown, type Results } from './report/markdown.ts';
import { surroundingsOf } from './report/surroundings.ts';
import { withEarlier } from './report/with-earlier.ts';

const wholeReport = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const say = (text: string) => void process.stderr.write(`${text}\n`);

process.exitCode = await main(process.argv.slice(2));

/** Resolves to the exit code: 0 done, 1 a part failed, 2 wrong usage. */
async function main(words: readonly string[]): Promise<number> {
  const options = optionsOf(words);
  if (!options) return 2;
  if (options.help || options.list) {
    process.stdout.write(options.help ? usage : parts.map((part) => `${part.name}\t${part.measures}\n`).join(''));
    return 0;
  }
  const chosen = options.only.length === 0 ? parts : parts.filter((part) => options.only.includes(part.name));
  const bench = await openBench(options, say);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void bench.close().finally(() => process.exit(1)));
  try {
    const results = await measure(bench, chosen);
    write(results, options);
    return results.parts.some(({ failure }) => failure) ? 1 : 0;
  } finally {
    await bench.close();
  }
}

function optionsOf(words: readonly string[]): Options | undefined {
  try {
    const options = readOptions(words);
    const unknown = options.only.find((name) => !parts.some((part) => part.name === name));
    if (unknown === undefined) return options;
    say(`There is no part "${unknown}"; there are: ${parts.map((part) => part.name).join(', ')}.`);
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`);
  }
  return undefined;
}

async function measure(bench: Bench, chosen: readonly Part[]): Promise<Results> {
  const measured: Results['parts'][number][] = [];
  for (const part of chosen) {
    const start = performance.now();
    say(`${part.name}: ${part.measures}`);
    try {
      await bench.profiler?.begin();
      const figures = await part.run(bench);
      measured.push({ part, figures, profile: await bench.profiler?.end() });
    } catch (error) {
      say((error as Error).stack ?? String(error));
      measured.push({ part, figures: [], failure: (error as Error).message });
    }
    say(`${part.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  const figures = measured.flatMap((one) => one.figures);
  const own = { surroundings: await surroundingsOf(bench), parts: measured, verdicts: judge(goals, figures) };
  const { add } = bench.options;
  return add === undefined ? own : withEarlier(own, JSON.parse(readFileSync(add, 'utf8')), parts);
}

/** Only a whole run may replace the published report. */
function write(results: Results, options: Options): void {
  const whole =
    !options.quick &&
    options.only.length === 0 &&
    !options.profile &&
    options.rounds === undefined &&
    options.grown === undefined;
  const file = options.out ?? (whole ? wholeReport : undefined);
  if (file) writeFileSync(file, markdown(results));
  if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
  else if (!file) process.stdout.write(markdown(results));
}

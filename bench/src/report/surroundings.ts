/** Where and when a run took place. */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';

export interface Surroundings {
  readonly date: string;
  /** Commit of the code, with a mark when files were changed since. */
  readonly commit: string;
  readonly machine: string;
  readonly node: string;
  readonly postgres: string;
  readonly postgresSettings: readonly string[];
  readonly data: string;
  readonly dataSha256: string;
  readonly quick: boolean;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

export async function surroundingsOf(bench: Bench): Promise<Surroundings> {
  const { version, settings } = await bench.postgres.facts();
  const { bundles } = bench;
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    commit: commit(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() || 'unnamed processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}-${process.arch}`,
    node: process.versions.node,
    postgres: version,
    postgresSettings: settings,
    data: `${bundles.bundles.length} patients, ${bundles.resources} resources: ${bundles.source}`,
    dataSha256: bundles.sha256,
    quick: bench.options.quick,
  };
}

function commit(): string {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'packages', 'apps', 'bench') !== '';
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? ' and changes not committed' : ''}`;
  } catch {
    return 'unknown (no git checkout)';
  }
}

/** Runs a script with this Node: a kept tool's from node_modules, or one of our own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** `script` is a file below the project folder, so that no shell and no PATH has a say. */
export function run(root: string, script: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, stdout, stderr }));
  });
}

/** What a failed tool printed, as findings; none when it succeeded. */
export async function complaints(root: string, script: string, args: readonly string[]): Promise<readonly string[]> {
  const { ok, stdout, stderr } = await run(root, script, args);
  if (ok) return [];
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.length ? lines : [`${script} failed and said nothing`];
}

/** `charthouse version`: which Charthouse, Node and machine this is. */
import { command } from '../command-line/command.ts';
import { version } from '../version.ts';

export const versionCommand = command({
  name: 'version',
  summary: 'Say which version this is',
  options: {},
  async run({ report }) {
    const platform = `${process.platform}-${process.arch}`;
    report.say(`Charthouse ${version} (Node ${process.versions.node}, ${platform})`, {
      version,
      node: process.versions.node,
      platform,
    });
    return 0;
  },
});

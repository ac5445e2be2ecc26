/** `charthouse anchor`: the heads of the ledger in a public chain. docs/ledger.md */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

const actions = ['deploy', 'state', 'now'] as const;

export const anchorCommand = command({
  name: 'anchor',
  summary: 'Put heads of the ledger into a public chain; compare them',
  arguments: { usage: 'deploy | state | now', least: 1, most: 1 },
  details: [
    'deploy puts a contract of our own into the chain and says its address; state compares the log with the head that the chain keeps (exit',
    'code 1: the log was rewritten or rolled back); now anchors the newest head. A running server anchors by itself, as a job, when',
    'CHARTHOUSE_ANCHOR_URL, CHARTHOUSE_ANCHOR_CONTRACT and CHARTHOUSE_ANCHOR_KEY_FILE are set. Each head costs a fee. The chain gets hashes only.',
  ].join('\n'),
  examples: ['charthouse anchor deploy', 'charthouse anchor state --json'],
  options: {},
  async run({ positionals: [word = ''], settings, report }) {
    const action = actions.find((one) => one === word);
    if (!action)
      throw wrongUsage(
        `\`charthouse anchor\` does not understand \`${word}\`: ${actions.join(', ')} are known. See \`charthouse anchor --help\`.`,
      );
    const { runAnchor } = await import('../anchor/run-anchor.ts');
    return runAnchor(action, { settings, report });
  },
});

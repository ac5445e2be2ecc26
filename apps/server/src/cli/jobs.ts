/** `charthouse jobs`: what long work there is, how far it is, and how to stop it. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

const actions = ['list', 'show', 'cancel', 'retry'] as const;
export type JobAction = (typeof actions)[number];

export const jobsCommand = command({
  name: 'jobs',
  summary: 'List imports, backups and other long work; stop or retry it',
  arguments: { usage: '[list | show ID | cancel ID | retry ID]', least: 0, most: 2 },
  details: [
    'Without arguments the latest jobs. `cancel` stops a job at its next step and keeps what it has done; `retry` lets one that',
    'failed or was cancelled go on where it stopped, in the process that runs jobs of its kind (`import --resume`,',
    '`validate --stored --resume`).',
  ].join('\n'),
  examples: ['charthouse jobs', 'charthouse jobs show 12 --watch', 'charthouse jobs cancel 12'],
  options: {
    watch: { type: 'boolean', help: 'show again each second until all is done' },
    limit: { type: 'string', value: 'N', help: 'at most so many jobs, 20 unless given' },
  },
  async run({ values, positionals: [action = 'list', id], settings, report, signal }) {
    if (!(actions as readonly string[]).includes(action))
      throw wrongUsage(`\`charthouse jobs\` does not understand \`${action}\`. See \`charthouse jobs --help\`.`);
    if (action === 'list' ? id !== undefined : !/^\d{1,15}$/.test(id ?? ''))
      throw wrongUsage(
        action === 'list'
          ? '`charthouse jobs list` takes no ID.'
          : `\`charthouse jobs ${action}\` needs the number of a job.`,
      );
    const limit = Number(values.limit ?? 20);
    if (!Number.isInteger(limit) || limit < 1) throw wrongUsage('`--limit` is a whole number from 1.');
    const { showJobs } = await import('../jobs/show-jobs.ts');
    const wanted = {
      action: action as JobAction,
      ...(id !== undefined && { id: Number(id) }),
      watch: values.watch,
      limit,
    };
    return showJobs(wanted, { settings, report, signal });
  },
});

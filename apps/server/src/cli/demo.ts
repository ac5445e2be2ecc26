/** `charthouse demo`: a synthetic hospital to try everything on. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const demoCommand = command({
  name: 'demo',
  summary: 'Load a synthetic hospital to try everything on, or remove it',
  details: [
    'Loads a hospital that does not exist: 18 months of 10,000 encounters with notes, results, orders, scans and claims, its people,',
    'and charts with planted gaps for the desks to find. Dates are anchored to today. It needs about three minutes, makes one account',
    'for each role, and prints their passwords at the end, once. The same seed gives the same hospital.',
    'Everything is marked as test data (meta.tag HTEST). What was planted stands in the record as Library/demo-hospital.',
    'It is not loaded among other patients unless --beside-others is given. An interrupted load is finished by the same command.',
    '--remove takes out every record of it and of its patients, with all versions, and the accounts. What stays: ids without content,',
    'and what the access log and the ledger tell of it, which nothing takes out.',
  ].join('\n'),
  examples: ['charthouse demo', 'charthouse demo --day', 'charthouse demo --remove'],
  options: {
    day: { type: 'boolean', help: 'let a day pass: discharges, new patients, documents; clocks go on' },
    remove: { type: 'boolean', help: 'remove the hospital, and all that was done in it' },
    seed: { type: 'string', value: 'TEXT', help: 'another hospital of the same kind; 1 unless given' },
    small: { type: 'boolean', help: 'about 200 encounters with one of everything planted' },
    'beside-others': { type: 'boolean', help: 'load it although the record holds other patients' },
  },
  async run({ values, settings, report, signal }) {
    if (values.day && values.remove) throw wrongUsage('`--day` and `--remove` do not go together.');
    const { runDemo } = await import('../demo/run-demo.ts');
    const does = values.day ? 'day' : values.remove ? 'remove' : 'load';
    const size = values.small ? 'small' : 'full';
    return runDemo(
      { does, seed: values.seed ?? '1', size, besideOthers: values['beside-others'] },
      { settings, report, signal },
    );
  },
});

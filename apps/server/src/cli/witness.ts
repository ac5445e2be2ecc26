/** `charthouse witness`: cosigns the checkpoints of logs, for other institutions. https://c2sp.org/tlog-witness */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const witnessCommand = command({
  name: 'witness',
  summary: 'Witness ledgers: cosign each head that continues the one before',
  details: [
    'Serves a C2SP tlog-witness until it is stopped: POST /add-checkpoint for the logs it knows, GET /HASH-OF-ORIGIN/checkpoint for',
    'everyone. It needs no database and sees no data: heads are sizes and hashes. A head that does not continue the one it cosigned before (a',
    'fork, a rollback) is refused, and kept in the state folder as evidence. The first start makes its key; the folder must outlive the machine.',
    'Other institutions reach it through a web server with TLS that passes requests on to this port.',
  ].join('\n'),
  examples: [
    'charthouse witness --name university.example --log hospital.keys --state ./witness',
    'charthouse witness --log hospital.example/log/1a2b+7f0c1a2b+AbCd… --port 8430 --json',
  ],
  options: {
    log: {
      type: 'string',
      value: 'KEY',
      multiple: true,
      help: 'public key of a log to witness (its /log/keys), or a file with one on each line; may be given several times',
    },
    name: {
      type: 'string',
      value: 'NAME',
      help: 'at the first start: what the witness is called, such as university.example',
    },
    state: { type: 'string', value: 'DIR', help: 'its key and what it cosigned (default: ./witness)' },
    port: { type: 'string', value: 'N', help: 'TCP port (default: 8421); 0 takes any free one' },
    host: { type: 'string', value: 'HOST', help: 'address to listen on (default: 127.0.0.1)' },
  },
  async run({ values, report, signal }) {
    const { log: logs, name, state: folder = './witness', port = '8421', host = '127.0.0.1' } = values;
    const see = 'See `charthouse witness --help`.';
    if (logs.length === 0) throw wrongUsage(`a witness has to know the logs it witnesses: give --log. ${see}`);
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      throw wrongUsage(`--port must be a number up to 65535. ${see}`);
    const { runWitness } = await import('../witness/run-witness.ts');
    return runWitness({ folder, name, logs, host, port: Number(port) }, { report, signal });
  },
});

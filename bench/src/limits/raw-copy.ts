/** The limit of imports: the bodies alone, by COPY in one transaction, into one table without an index. */
import { withClient } from '../data/records.ts';
import { sendMessages } from './send-messages.ts';
import { copyData, execute, int32, prepare, sync } from './wire-message.ts';

/** Bodies of one message. */
const together = 500;

/** Rows a second. The buffers are made before the clock runs. */
export async function rawCopyRate(url: string, bodies: readonly string[]): Promise<number> {
  const rows = bodies.map((body) => {
    const bytes = Buffer.from(body);
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  const copies: Buffer[] = [];
  for (let at = 0; at < rows.length; at += together)
    copies.push(execute('copy'), copyData(rows.slice(at, at + together), 1));
  const bytes = Buffer.concat([execute('begin'), ...copies, execute('commit'), sync]);
  return withClient(url, async (client) => {
    await client.query('create table raw_body (body text not null)');
    const texts = [
      ['begin', 'begin'],
      ['commit', 'commit'],
      ['copy', 'copy raw_body from stdin (format binary)'],
    ];
    await sendMessages(client, Buffer.concat([...texts.map(([name = '', text = '']) => prepare(name, text)), sync]));
    const start = performance.now();
    await sendMessages(client, bytes);
    const seconds = (performance.now() - start) / 1000;
    await client.query('drop table raw_body');
    return bodies.length / seconds;
  });
}

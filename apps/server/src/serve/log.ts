/** The server's log: one JSON object per line on stderr, without anything a patient could be known by. */
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type Log = Logger;

/** Fields are chosen here, so that a message, an address or a query text cannot slip in. */
const serializers = {
  err: withoutMessage,
  error: withoutMessage,
  req: (request: { method?: string }) => ({ method: request.method }),
  res: stdSerializers.res,
};

/** To stderr, unless it is for another place. */
export function createLog(to: DestinationStream = standardError()): Log {
  return pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers,
    },
    to,
  );
}

function standardError(): DestinationStream {
  const stderr = pino.destination({ fd: 2, sync: true });
  stderr.on('error', () => {}); // nobody reads the log any more; serving goes on
  return stderr;
}

/** A defect that nothing caught ends the process, with where it happened in the log; Node would print its message too. */
export function endOnDefect(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a defect ends this process');
    process.exit(1);
  });
}

/** Where an error came from, without its message: a database's or parser's message quotes what was sent. */
function withoutMessage(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    code: (error as { code?: unknown }).code,
    at: frames.slice(0, 12).map((line) => line.trim()),
  };
}

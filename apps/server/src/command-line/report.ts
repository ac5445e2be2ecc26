/** What a command says: lines for people on stdout, or one JSON object per line with `--json`; warnings and errors on stderr. */

export type Fact = Readonly<Record<string, unknown>>;

export interface Report {
  /** True with `--json`. */
  readonly json: boolean;
  /** Says something: the text to people, the object to programs. Without an object, programs are told nothing. */
  say(text: string, fact?: Fact): void;
  /** Says to people, on stderr, what begins: it may be a while until there is more to say. */
  begin(text: string): void;
  /** Says something on stderr, in both forms. */
  warn(text: string): void;
  /** Says on stderr why the command ends badly. */
  fail(text: string): void;
}

interface Streams {
  readonly out: { write(text: string): unknown };
  readonly error: { write(text: string): unknown };
}

export function createReport(
  json: boolean,
  { out, error }: Streams = { out: process.stdout, error: process.stderr },
): Report {
  const complain = (kind: 'warning' | 'error', text: string) =>
    error.write(json ? `${JSON.stringify({ [kind]: text })}\n` : `charthouse: ${text}\n`);
  return {
    json,
    say: (text, fact) => {
      if (!json) out.write(`${text}\n`);
      else if (fact) out.write(`${JSON.stringify(fact)}\n`);
    },
    begin: (text) => {
      if (!json) error.write(`${text}\n`);
    },
    warn: (text) => complain('warning', text),
    fail: (text) => complain('error', text),
  };
}

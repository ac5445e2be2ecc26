/** What a command says: lines for people on stdout, or one JSON object per line with `--json`; warnings on stderr. */

export type Fact = Readonly<Record<string, unknown>>;

export interface Report {
  /** True with `--json`. */
  readonly json: boolean;
  /** Says something: the text to people, the object to programs. Without an object, programs are told nothing. */
  say(text: string, fact?: Fact): void;
  /** Says something on stderr, in both forms. */
  warn(text: string): void;
}

interface Streams {
  readonly out: { write(text: string): unknown };
  readonly error: { write(text: string): unknown };
}

export function createReport(
  json: boolean,
  { out, error }: Streams = { out: process.stdout, error: process.stderr },
): Report {
  return {
    json,
    say: (text, fact) => {
      if (!json) out.write(`${text}\n`);
      else if (fact) out.write(`${JSON.stringify(fact)}\n`);
    },
    warn: (text) => {
      error.write(json ? `${JSON.stringify({ warning: text })}\n` : `charthouse: ${text}\n`);
    },
  };
}

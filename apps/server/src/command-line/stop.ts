/** The two ways a command ends badly. https://www.gnu.org/software/libc/manual/html_node/Exit-Status.html */

/** Ends the command with an exit code and a message for stderr: what is wrong, why, what to do. */
export class CommandStop extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandStop';
    this.exitCode = exitCode;
  }
}

/** The work failed: exit code 1. */
export function failure(message: string, cause?: unknown): CommandStop {
  return new CommandStop(1, message, { cause });
}

/** The command was not understood: exit code 2. */
export function wrongUsage(message: string): CommandStop {
  return new CommandStop(2, message);
}

/** Who runs a command, as the operating system knows them: `name@machine`. */
import { hostname, userInfo } from 'node:os';

export function whoAtTheCommand(): string {
  return `${userInfo().username}@${hostname()}`;
}

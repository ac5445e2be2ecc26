/** Thrown inside a transaction when what it read has moved on: the transaction runs again from the start. */
export class VersionRace extends Error {
  constructor(what: string) {
    super(`${what} changed while it was being worked on.`);
    this.name = 'VersionRace';
  }
}

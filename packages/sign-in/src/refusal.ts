/** What cannot be done as asked; the message says what is wrong and what to do, and is for whoever asked. */
export class SignInRefusal extends Error {
  override readonly name = 'SignInRefusal';
}

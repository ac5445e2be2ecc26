/** What signs documents: keys are kept outside, by who puts the desks together. https://www.rfc-editor.org/rfc/rfc7515#appendix-F */

export interface DocumentSigner {
  /** A detached JWS over exactly these bytes; what the header says is signed, too. */
  sign(bytes: Uint8Array, header: Readonly<Record<string, string>>): Promise<string>;
}

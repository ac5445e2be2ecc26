/** Requests as bytes, and where an answer ends: https://www.rfc-editor.org/rfc/rfc9112 */

export interface RequestParts {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly body?: string;
  /** A bearer token. */
  readonly token?: string | undefined;
}

/** The whole request; FHIR JSON both ways, the connection stays open. */
export function requestBytes({ method, path, body, token }: RequestParts): Buffer {
  const known = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/fhir+json\r\n${known}`;
  if (body === undefined) return Buffer.from(`${head}\r\n`);
  const bytes = Buffer.from(body);
  const fields = `Content-Type: application/fhir+json\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head + fields), bytes]);
}

export interface AnswerHead {
  readonly status: number;
  /** Bytes of head and body together. */
  readonly length: number;
}

const headEnd = Buffer.from('\r\n\r\n');

/** Undefined while the head is not complete. Only answers with Content-Length, or without a body, are understood. */
export function answerHead(bytes: Buffer): AnswerHead | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end + 2);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1];
  if (length === undefined && status !== 204 && status !== 304)
    throw new Error(`An answer without Content-Length (status ${status}) cannot be measured.`);
  return { status, length: end + headEnd.length + Number(length ?? 0) };
}

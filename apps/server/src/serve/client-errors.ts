/** Requests that Node's HTTP parser gives up on: answered in FHIR's form, then the connection is closed. */

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Failure, fhirJson, outcomeText } from './outcome.ts';

interface ParserError extends Error {
  readonly code?: string;
  /** The bytes the parser was reading. */
  readonly rawPacket?: unknown;
}

/** Answers a request that cannot be parsed. https://nodejs.org/api/http.html#event-clienterror */
export function answerClientError(error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy(error);
    return;
  }
  const failure = failureOf(error);
  const body = outcomeText(failure);
  socket.end(
    `HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}\r\nContent-Type: ${fhirJson}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function failureOf(error: ParserError): Failure {
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    const { rawPacket } = error;
    const stillInAddress = Buffer.isBuffer(rawPacket) && !rawPacket.includes('\r\n');
    return stillInAddress
      ? tooLongAddress
      : { status: 431, code: 'too-long', diagnostics: 'The headers of the request are too long.' };
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return {
      status: 408,
      code: 'timeout',
      diagnostics: 'The request did not arrive completely in time. Send it again.',
    };
  }
  return { status: 400, code: 'structure', diagnostics: 'What arrived is no HTTP request.' };
}

export const tooLongAddress: Failure = {
  status: 414,
  code: 'too-long',
  diagnostics:
    'The address of the request is too long. Send a search as POST to …/_search with its parameters in the body.',
};

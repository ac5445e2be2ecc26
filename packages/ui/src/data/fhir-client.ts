/** Calls on the FHIR API from a screen. Tokens come from the session; a refused one is fetched anew once. */
import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4';
import { FhirFailure } from './fhir-failure.ts';

/** Who gives tokens. */
export interface Session {
  /** A token that is good now. */
  readonly token: () => Promise<string>;
  /** Called when the server refuses it: gets another, or leads to sign-in and never comes back. */
  readonly renew: () => Promise<string>;
}

export interface FhirClient {
  /** `path` below `/fhir/R4`, or the address of another page. */
  readonly read: <T extends FhirResource | Bundle>(path: string, signal?: AbortSignal) => Promise<T>;
  readonly send: (call: FhirCall) => Promise<Response>;
}

export interface FhirCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/fhir/R4`; the address of another page; or, for what is of the workbench alone, `/workbench/…`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const base = '/fhir/R4/';
const own = '/workbench/';

/** `note` is told of each answer, and when there was none. */
export function createFhirClient(session: Session, note: (isAnswered: boolean) => void = () => {}): FhirClient {
  const send = async (call: FhirCall): Promise<Response> => {
    const asked = async (token: string) => {
      try {
        const reply = await ask(call, token);
        note(reply.status !== 503);
        return reply;
      } catch (error) {
        if (error instanceof FhirFailure) note(false);
        throw error;
      }
    };
    let answer = await asked(await session.token());
    if (answer.status === 401 && !answer.headers.get('www-authenticate')?.includes('insufficient_user_authentication'))
      answer = await asked(await session.renew());
    if (answer.ok) return answer;
    throw new FhirFailure(answer.status, await outcomeOf(answer), answer.headers.get('www-authenticate') ?? undefined);
  };
  return {
    send,
    read: async (path, signal) => (await send({ method: 'GET', path, signal })).json(),
  };
}

async function ask({ method, path, body, headers, signal }: FhirCall, token: string): Promise<Response> {
  try {
    return await fetch(addressOf(path), {
      method,
      signal: signal ?? null,
      headers: {
        accept: 'application/fhir+json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && {
          'content-type': path.startsWith(own) ? 'application/json' : 'application/fhir+json',
        }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new FhirFailure(0);
  }
}

/** Links to other pages carry the server's own base address; behind a proxy the browser may know it by another. */
function addressOf(path: string): string {
  if (path.startsWith(own)) return path;
  const at = path.indexOf(base);
  return at === -1 ? base + path.replace(/^\//, '') : path.slice(at);
}

async function outcomeOf(answer: Response): Promise<OperationOutcome | undefined> {
  const body: unknown = await answer.json().catch(() => undefined);
  const isOutcome = (body as { resourceType?: string } | undefined)?.resourceType === 'OperationOutcome';
  return isOutcome ? (body as OperationOutcome) : undefined;
}

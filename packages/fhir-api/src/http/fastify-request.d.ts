import type { Principal, Query } from '../call.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Parameters of the call where they came by form as well as by URL. */
    fhirQuery?: Query;
    /** The door has it, and records it. */
    atDoor?: boolean;
    /** Who asks, once that is known. */
    caller?: Principal;
  }
}

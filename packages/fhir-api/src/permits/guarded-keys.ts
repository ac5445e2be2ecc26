/** The public keys by which signatures are checked, nobody writes but the server itself: whoever could add one could sign as anybody. */
import { outcomes } from '@charthouse/fhir-model';
import type { Pending } from '../writing/versions.ts';

/** Id of the Library whose content is a JWK set: https://www.rfc-editor.org/rfc/rfc7517#section-5 */
export const signatureKeysId = 'signature-keys';

/** @throws OutcomeError 403 */
export function refuseForeignKeys(changes: readonly Pending[]): void {
  for (const { call, type, id } of changes)
    if (call.may && type === 'Library' && id === signatureKeysId)
      throw outcomes.forbidden(
        `Library/${signatureKeysId} holds the keys by which signatures are checked: the server alone writes it.`,
        call.place || undefined,
      );
}

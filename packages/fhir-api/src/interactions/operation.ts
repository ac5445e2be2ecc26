/** https://hl7.org/fhir/R4/operations.html */
import { outcomes } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import { operations } from '../operations/index.ts';
import type { Level } from '../operations/operation.ts';
import type { ApiParts } from '../parts.ts';
import type { Inside } from './index.ts';

export async function operation(call: Call, parts: ApiParts, inside: Inside): Promise<Result> {
  const level: Level = call.id !== undefined ? 'instance' : call.type !== undefined ? 'type' : 'system';
  const named = [...operations, ...(parts.deskOperations ?? [])].filter(
    (o) => `$${o.definition.code}` === call.operation,
  );
  const found = named.find(
    (o) => o.levels.includes(level) && (level === 'system' || !o.types || o.types.includes(call.type ?? '')),
  );
  if (!found) {
    const where = named
      .map((o) => `${o.levels.join(' and ')} level of ${o.types?.join(', ') ?? 'every type'}`)
      .join('; ');
    throw outcomes.notFound(
      named.length ? `${call.operation} is an operation on the ${where}.` : `There is no operation ${call.operation}.`,
    );
  }
  if (found.affectsState && call.method !== 'POST')
    throw outcomes.methodNotAllowed(`${call.operation} changes the record; call it by POST.`);
  return found.handle(call, parts, inside);
}

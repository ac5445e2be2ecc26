/** Search type token: `code`, `system|code`, `|code`, `system|`. https://hl7.org/fhir/R4/search.html#token */
import { outcomes } from '@charthouse/fhir-model';
import { anyOf, type Clause, never, type TokTest } from '../../clause.ts';
import { furtherSystem, noSystem } from '../../keys.ts';
import type { Parameter } from '../../parameters/parameter.ts';
import { agreed } from '../../query/agreed.ts';
import { prefixBounds } from '../../query/prefix-bounds.ts';
import { splitOn, withoutEscapes } from '../../query/values.ts';
import type { ReadingContext, SearchType } from '../search-type.ts';
import { normalise } from '../string/normalise.ts';
import { foldedTypes } from './coded.ts';
import { extractToken } from './extract.ts';
import { codesOf, codesOfSystem } from './value-set-codes.ts';

export const token: SearchType = {
  extract: extractToken,
  modifiers: ['not', 'text', 'of-type'],
  clause: (value, context) => {
    if (context.modifier === 'text') return textClause(value, context);
    if (context.modifier === 'of-type') return ofTypeClause(value, context);
    const { parts } = context.parameter;
    const objection = agreed(parts.length, context.impossible);
    return anyOf(parts.map((owner): Clause => tokenClause(value, owner, { ...context, impossible: objection() })));
  },
};

/** A value of a token query, read. `system`: undefined = any, '' = none. */
export interface TokenValue {
  readonly system: string | undefined;
  readonly code: string | undefined;
}

export function readToken(value: string, name: string): TokenValue {
  const [first = '', second, ...more] = splitOn(value, '|').map(withoutEscapes);
  if (more.length > 0) throw outcomes.badRequest(`${name}: "${value}" has more than one |; write system|code.`);
  if (second === undefined) return { system: undefined, code: first };
  if (first === '' && second === '') throw outcomes.badRequest(`${name}: "|" names neither a system nor a code.`);
  return { system: first, code: second === '' ? undefined : second };
}

function tokenClause(value: string, owner: Parameter, context: ReadingContext): Clause {
  const { keys } = context;
  const { system, code } = readToken(value, context.name);
  const test = (text: string): TokTest => ({
    h: keys.of('code', owner, text),
    ...(system !== undefined && { systems: systemsOf(keys.system(system === '' ? undefined : system)) }),
  });
  if (code !== undefined) {
    if (isBoolean(owner) && code !== 'true' && code !== 'false')
      context.impossible(`${context.name}: "${code}" must be true or false.`);
    requireKnown({ system, code }, value, { owner, context });
    const texts = isFolded(owner) ? [code, code.toLowerCase()] : [code];
    return anyOf([{ kind: 'tok', any: [...new Set(texts)].map(test) }]);
  }
  const listed = owner.dataTypes.has('code') ? codesOfSystem(owner, system!).map(test) : [];
  const isCode = owner.dataTypes.size === 1 && owner.dataTypes.has('code');
  if (isCode && listed.length === 0)
    context.impossible(`${context.name}: "${system}" is no system of the codes of ${owner.type}.${owner.code}.`);
  const any = isCode ? listed : [systemTest(), ...listed];
  return any.length === 0 ? never : { kind: 'tok', any };

  function systemTest(): TokTest {
    return { h: keys.of('system', owner, system!) };
  }
}

/** Codes to name in a message. */
const named = 20;

/** A `code` element with a required value set has no other codes. */
function requireKnown(
  { system, code }: TokenValue,
  value: string,
  { owner, context }: { owner: Parameter; context: ReadingContext },
): void {
  const systems = codesOf(owner);
  if (!systems) return;
  const codes = system === undefined ? Object.values(systems).flat() : (systems[system] ?? []);
  if (codes.includes(code!)) return;
  const known = [...new Set(Object.values(systems).flat())];
  const list = known.length > named ? `${known.slice(0, named).join(', ')} and others` : known.join(', ');
  context.impossible(`${context.name}: "${value}" is no code of ${owner.type}.${owner.code}; codes: ${list}.`);
}

/** Also the mark of a further row of the same key. */
export function systemsOf(sys: number): number[] {
  return sys === noSystem ? [noSystem, furtherSystem(noSystem)] : [sys, furtherSystem(sys)];
}

function isBoolean({ dataTypes }: Parameter): boolean {
  return dataTypes.size === 1 && dataTypes.has('boolean');
}

/** Strings compare without case. */
function isFolded(parameter: Parameter): boolean {
  return foldedTypes.some((type) => parameter.dataTypes.has(type));
}

/** `:text`: starts with, like a string. */
function textClause(value: string, { parameter, keys }: ReadingContext): Clause {
  const h = parameter.parts.map((owner) => keys.of('text', owner));
  return { kind: 'row', any: [{ table: 'str', h, bounds: prefixBounds(normalise(withoutEscapes(value))) }] };
}

function ofTypeClause(value: string, { parameter, keys, name }: ReadingContext): Clause {
  const parts = splitOn(value, '|').map(withoutEscapes);
  const [system = '', code = '', identifier = ''] = parts;
  if (parts.length !== 3 || code === '' || identifier === '')
    throw outcomes.badRequest(`${name}: "${value}" must be system|code|value (type of identifier, then its value).`);
  return {
    kind: 'tok',
    any: parameter.parts.map((owner) => ({ h: keys.of('of-type', owner, system, code, identifier) })),
  };
}

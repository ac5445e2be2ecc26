/** Search type composite: `code$value`, all components in one element. https://hl7.org/fhir/R4/search.html#composite */
import { outcomes } from '@charthouse/fhir-model';
import { anyOf, type Bound, type Clause, type RowTest } from '../../clause.ts';
import type { Component, Parameter } from '../../parameters/parameter.ts';
import { targetsOf } from '../../parameters/targets.ts';
import { readPrefix } from '../../query/prefix.ts';
import { prefixBounds } from '../../query/prefix-bounds.ts';
import { splitOn, withoutEscapes } from '../../query/values.ts';
import { approximate, dateTests, readDate } from '../date/date.ts';
import { widths } from '../date/extract.ts';
import { numberTests } from '../number/bounds.ts';
import { decimalRange } from '../number/decimal-range.ts';
import { anyForm } from '../quantity/forms.ts';
import { readQuantity } from '../quantity/quantity.ts';
import { readReference } from '../reference/reference-text.ts';
import type { ReadingContext, SearchType } from '../search-type.ts';
import { normalise } from '../string/normalise.ts';
import { readToken } from '../token/token.ts';
import { tailOf } from './extract.ts';
import { codeForm, targetForm, uriForm } from './forms.ts';
import { isConjunction, isWhole } from './whole.ts';

export const composite: SearchType = {
  extract: {},
  modifiers: [],
  clause: (value, context) => {
    const { parameter, name } = context;
    const components = parameter.composites[0]?.components ?? [];
    const parts = splitOn(value, '$');
    if (parts.length !== components.length || parts.includes(''))
      throw outcomes.badRequest(
        `${name}: "${value}" must have ${components.length} parts with $ between them: ${components.map((one) => one.definition.code).join('$')}.`,
      );
    return anyOf(parameter.parts.map((owner) => (isWhole(owner) ? wholeClause : rowsClause)(owner, parts, context)));
  },
};

/** Stands for a number that another clause tests. */
const anyNumber = '\0';

/** Of the resource itself: the components by their own parameters, held together by the rows of the composite. */
function wholeClause(owner: Parameter, parts: readonly string[], context: ReadingContext): Clause {
  const { components } = owner.composites[0]!;
  const each = components.map(({ definition }, i) => context.read(definition.code, parts[i]!));
  if (isConjunction(owner)) return { kind: 'all', of: each };
  const asked = parts.map((part, i) => withoutUnit(part, components[i]!));
  const rows = rowsClause(
    owner,
    asked.map((one) => one.part),
    context,
  );
  const unsaid = each.filter((_, i) => asked[i]!.says === 'more');
  return unsaid.length > 0 ? { kind: 'all', of: [rows, ...unsaid] } : rows;
}

/** The part as the rows of a whole composite know it: a code in any system, a number in any unit. */
function withoutUnit(
  part: string,
  { definition }: Component,
): { readonly part: string; readonly says: 'all' | 'more' } {
  const [, ...more] = splitOn(part, '|');
  if (more.join('') === '') return { part, says: 'all' };
  if (definition.type === 'token') return { part: more.join('|'), says: 'more' };
  if (definition.type === 'quantity') return { part: anyNumber, says: 'more' };
  return { part, says: 'all' };
}

function rowsClause(owner: Parameter, parts: readonly string[], context: ReadingContext): Clause {
  const components = owner.composites[0]!.components;
  const tail = tailOf(owner);
  const read = tailReaders[tail.join()];
  if (!read) throw outcomes.notSupported(`${context.name} cannot be searched on this server.`);
  const heads = headsOf(parts, components.slice(0, components.length - tail.length), context);
  const texts = parts.slice(components.length - tail.length);
  return anyOf(heads.map((head) => read(texts, { owner, head, component: components.at(-1)!, context })));
}

/** All combinations of the forms that the leading components are keyed by. */
function headsOf(parts: readonly string[], components: readonly Component[], context: ReadingContext): string[][] {
  return components.reduce(
    (all, component, i) =>
      all.flatMap((head) => formsAsked(parts[i]!, component, context).map((form) => [...head, form])),
    [[]] as string[][],
  );
}

function formsAsked(part: string, { definition }: Component, context: ReadingContext): string[] {
  if (definition.type === 'uri') return [uriForm(withoutEscapes(part))];
  if (definition.type === 'reference') return targetForms(withoutEscapes(part), { definition, bases: context.bases });
  const { system, code } = readToken(part, context.name);
  if (code === undefined) throw outcomes.badRequest(`${context.name}: "${part}" has no code after the |.`);
  return [codeForm(code, system)];
}

function targetForms(
  text: string,
  { definition, bases }: Pick<Component, 'definition'> & { bases: readonly string[] },
): string[] {
  if (text.includes('/') || text.includes(':')) return [targetForm(readReference(text, bases).key)];
  return targetsOf(definition).map((type) => targetForm(`${type}/${text}`));
}

interface Tail {
  readonly owner: Parameter;
  readonly head: readonly string[];
  readonly component: Component;
  readonly context: ReadingContext;
}

function keyOf({ owner, head, context }: Tail, ...tail: readonly string[]): bigint {
  return context.keys.of('composite', owner, ...head, ...tail);
}

function rows(any: readonly RowTest[]): Clause {
  return { kind: 'row', any };
}

type TailReader = (texts: readonly string[], tail: Tail) => Clause;

const keyReader: TailReader = ([text = ''], tail) => ({
  kind: 'tok',
  any: formsAsked(text, tail.component, tail.context).map((form) => ({ h: keyOf(tail, form) })),
});

/** By the search types of the tail, as the writers are. */
const tailReaders: Readonly<Record<string, TailReader>> = {
  token: keyReader,
  reference: keyReader,
  uri: keyReader,
  string: ([text = ''], tail) =>
    rows([{ table: 'str', h: [keyOf(tail)], bounds: prefixBounds(normalise(withoutEscapes(text))) }]),
  date: ([text = ''], tail) => {
    const { prefix, range } = readDate(text, tail.context.name);
    const asked = prefix === 'ap' ? approximate(range, tail.context.now) : range;
    return rows(dateTests(prefix, { range: asked, keys: [widths.map((_, i) => keyOf(tail, String(i)))] }));
  },
  quantity: ([text = ''], tail) => {
    if (text === anyNumber) return rows([{ table: 'qty', h: [keyOf(tail, anyForm.key)], bounds: [] }]);
    const { prefix, range, form } = readQuantity(text, tail.context);
    return rows(numberTests(prefix, range, [keyOf(tail, form.key)]));
  },
  number: ([text = ''], tail) => rows(numbersAsked(text, tail)),
  'number,number': ([start = '', end = ''], tail) => {
    const starts = numbersAsked(start, tail).map((test) => onColumn(test, 'lo'));
    const ends = numbersAsked(end, tail).map((test) => onColumn(test, 'hi'));
    return rows(starts.flatMap((from) => ends.map((to) => ({ ...from, bounds: [...from.bounds, ...to.bounds] }))));
  },
};

function numbersAsked(text: string, tail: Tail): RowTest[] {
  const { prefix, rest } = readPrefix(text);
  const range = decimalRange(rest);
  if (!range) throw outcomes.badRequest(`${tail.context.name}: "${rest}" is no number.`);
  return numberTests(prefix, range, [keyOf(tail)]);
}

/** A row that holds two points: each test looks at one of them. */
function onColumn(test: RowTest, column: 'lo' | 'hi'): RowTest {
  return { ...test, bounds: test.bounds.map((bound): Bound => ({ ...bound, column })) };
}

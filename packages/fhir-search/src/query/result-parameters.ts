/** Parameters that shape the answer instead of choosing resources. https://hl7.org/fhir/R4/search.html#Summary */
import { outcomes } from '@charthouse/fhir-model';
import type { IncludePlan } from '../includes/include.ts';
import { readInclude } from '../includes/read-include.ts';
import { readSort } from '../sort/read-sort.ts';
import type { SortKey } from '../sort/sort-key.ts';
import type { QueryContext } from './context.ts';

/** The answer's shape while it is read. */
export interface Shape {
  count: number;
  total: 'none' | 'estimate' | 'accurate';
  sort: readonly SortKey[] | undefined;
  readonly includes: IncludePlan[];
}

export interface Reading {
  readonly shape: Shape;
  readonly types: readonly string[] | undefined;
  readonly context: QueryContext;
  /** The values of a parameter that the search asks for. */
  readonly asked: (name: string) => readonly string[];
  readonly pageLimit: number;
  readonly allowsContained: boolean;
  /** What contains the matches is found, in an order of its own. */
  readonly findsContainers: boolean;
}

/** Values that a result is sorted by. */
const mostKeys = 10;

type Reader = (value: string, modifier: string | undefined, reading: Reading) => void;

/** Read here only so far that nonsense is refused; the door acts on them. */
const forTheDoor: Reader = () => undefined;

/** What shapes the answer in one way: of several the first would count. */
export const onceOnly: readonly string[] = [
  '_count',
  '_total',
  '_contained',
  '_containedType',
  '_summary',
  '_format',
  '_pretty',
];

/** By name without modifier. */
export const resultParameters: Readonly<Record<string, Reader>> = {
  _count: (value, _, { shape, pageLimit }) => {
    if (!/^\d{1,9}$/.test(value)) throw outcomes.badRequest(`_count: "${value}" is no count; write a number from 0.`);
    shape.count = Math.min(Number(value), pageLimit);
  },
  _total: (value, _, { shape }) => {
    if (value !== 'none' && value !== 'estimate' && value !== 'accurate')
      throw outcomes.badRequest(`_total: "${value}" must be none, estimate or accurate.`);
    shape.total = value;
  },
  _sort: (value, _, { shape, types, context, findsContainers, asked }) => {
    const keys = readSort(value, { types, context, asked });
    if (findsContainers && keys.some(({ by }) => by !== 'id' && by !== 'updated'))
      throw outcomes.notSupported(
        '_sort: what contains the matches is sorted by _id and _lastUpdated; with _containedType=contained others are understood.',
      );
    shape.sort = [...(shape.sort ?? []), ...keys];
    if (shape.sort.length > mostKeys)
      throw outcomes.tooCostly(`_sort names more than ${mostKeys} values; the first of them decide.`);
  },
  _include: (value, modifier, { shape, context }) => {
    shape.includes.push(readInclude({ reverse: false, modifier, value }, context));
  },
  _revinclude: (value, modifier, { shape, context }) => {
    shape.includes.push(readInclude({ reverse: true, modifier, value }, context));
  },
  _contained: (value, _, { context, allowsContained }) => {
    if (value !== 'false' && value !== 'true' && value !== 'both')
      throw outcomes.badRequest(`_contained: "${value}" must be false, true or both.`);
    if (value !== 'false' && !allowsContained)
      throw outcomes.badRequest(`_contained=${value}: contained resources are found by a search only.`);
    if (value !== 'false' && context.revision < 4)
      throw outcomes.notSupported(
        '_contained is understood when the index has been made again; see `charthouse jobs`.',
      );
  },
  _containedType: (value) => {
    if (value !== 'container' && value !== 'contained')
      throw outcomes.badRequest(`_containedType: "${value}" must be container or contained.`);
  },
  _summary: (value, _, { shape }) => {
    if (value === 'count') shape.count = 0;
    if (!['true', 'false', 'text', 'data', 'count'].includes(value))
      throw outcomes.badRequest(`_summary: "${value}" must be true, text, data, count or false.`);
  },
  _elements: forTheDoor,
  _format: forTheDoor,
  _pretty: forTheDoor,
};

/** Finds the nodes that a selector leads to. https://www.w3.org/TR/1999/REC-xpath-19991116/ */
import type { Attr, Element, Node } from '@xmldom/xmldom';
import { failMalformed } from '../failure.ts';
import type { Expression, NodeTest, Selector, Step } from './selector.ts';

/** What one selector is read in. */
export interface Scope {
  /** The namespace that a prefix means; of no prefix (`''`) the one of elements without prefix. */
  readonly namespace: (prefix: string) => string | null | undefined;
  /** Told of every so many nodes looked at; fails when they are too many. */
  readonly visit: (nodes: number) => void;
}

const ELEMENT = 1;
const ATTRIBUTE = 2;
const nodeTypes = { text: [3, 4], comment: [8], 'processing-instruction': [7] } as const;

/** In document order, each once. */
export function select(context: Node, selector: Selector, scope: Scope): Node[] {
  const start = selector.absolute && context.ownerDocument ? context.ownerDocument : context;
  let nodes: Node[] = [start];
  for (const step of selector.steps) nodes = nodes.flatMap((node) => take(node, step, scope));
  return nodes;
}

function take(node: Node, { axis, test, predicates }: Step, scope: Scope): Node[] {
  const all = along(node, axis);
  scope.visit(all.length + 1);
  let found = all.filter((candidate) => passes(candidate, test, scope));
  for (const predicate of predicates) {
    const size = found.length;
    found = found.filter((candidate, index) => {
      const value = evaluate(predicate, { node: candidate, position: index + 1, size, scope });
      return typeof value === 'number' ? value === index + 1 : truth(value);
    });
  }
  return found;
}

function along(node: Node, axis: Step['axis']): Node[] {
  if (axis === 'self') return [node];
  if (axis === 'attribute') return Array.from((node as Element).attributes ?? []).filter(isPlain);
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Namespace declarations are no attributes to XPath. */
const isPlain = ({ namespaceURI }: Attr) => namespaceURI !== 'http://www.w3.org/2000/xmlns/';

function passes(node: Node, test: NodeTest, scope: Scope): boolean {
  if (test.kind === 'node') return true;
  if (test.kind !== 'name') return (nodeTypes[test.kind] as readonly number[]).includes(node.nodeType);
  if (node.nodeType !== ELEMENT && node.nodeType !== ATTRIBUTE) return false;
  if (test.local !== '*' && node.localName !== test.local) return false;
  if (test.prefix === undefined && test.local === '*') return true;
  return (node.namespaceURI || null) === (namespaceOf(test.prefix, node.nodeType, scope) || null);
}

function namespaceOf(prefix: string | undefined, nodeType: number, { namespace }: Scope): string | null {
  if (prefix === undefined) return nodeType === ATTRIBUTE ? null : (namespace('') ?? null);
  return namespace(prefix) ?? failMalformed(`the prefix "${prefix}" of the selector is not declared`);
}

interface Focus {
  readonly node: Node;
  readonly position: number;
  readonly size: number;
  readonly scope: Scope;
}

type Value = Node[] | string | number | boolean;

function evaluate(expression: Expression, focus: Focus): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return select(focus.node, expression.selector, focus.scope);
    case 'call':
      return calls[expression.name]!(focus, expression.given);
    case 'operation':
      return operate(expression, focus);
  }
}

function operate({ operator, left, right }: Extract<Expression, { kind: 'operation' }>, focus: Focus): boolean {
  const first = evaluate(left, focus);
  if (operator === 'or') return truth(first) || truth(evaluate(right, focus));
  if (operator === 'and') return truth(first) && truth(evaluate(right, focus));
  return compare(first, evaluate(right, focus), operator === '=');
}

type Call = (focus: Focus, given: readonly Expression[]) => Value;
const calls: Readonly<Record<string, Call>> = {
  position: ({ position }) => position,
  last: ({ size }) => size,
  not: (focus, [given]) => !truth(evaluate(given!, focus)),
  count(focus, [given]) {
    const nodes = evaluate(given!, focus);
    return Array.isArray(nodes) ? nodes.length : failMalformed('count() of a selector takes a path');
  },
  contains: (focus, [a, b]) => text(evaluate(a!, focus)).includes(text(evaluate(b!, focus))),
  'starts-with': (focus, [a, b]) => text(evaluate(a!, focus)).startsWith(text(evaluate(b!, focus))),
};

/** Nodes compare by their text: true when any of them does. */
function compare(a: Value, b: Value, equal: boolean): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean') return (truth(a) === truth(b)) === equal;
  const numeric = typeof a === 'number' || typeof b === 'number';
  const values = (value: Value) => {
    const texts = Array.isArray(value) ? value.map(textOf) : [String(value)];
    return new Set<string | number>(numeric ? texts.map(Number) : texts);
  };
  const [left, right] = [values(a), values(b)];
  if (equal) return [...left].some((value) => right.has(value));
  return (
    left.size > 0 && right.size > 0 && (left.size > 1 || right.size > 1 || ![...left].some((value) => right.has(value)))
  );
}

function truth(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function text(value: Value): string {
  if (!Array.isArray(value)) return String(value);
  return value[0] ? textOf(value[0]) : '';
}

const textOf = (node: Node): string => node.textContent ?? '';

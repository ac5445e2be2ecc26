/** FHIRPath as a patch may use it: https://hl7.org/fhir/R4/fhirpatch.html, https://hl7.org/fhirpath/N1/ */
import type { JsonValue } from '@charthouse/fhir-model';
import fhirpath, { type ResourceNode } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { fail, failMalformed } from '../failure.ts';

/**
 * Functions that find an element of the resource itself, at a cost that the size of the resource bounds. Left out: what leaves the
 * resource (resolve), makes new values, walks everything (descendants, repeat), runs regular expressions or asks the clock.
 */
const functions: ReadonlySet<string> = new Set([
  'where', 'first', 'last', 'single', 'tail', 'skip', 'take', 'ofType', 'as', 'is', 'extension',
  'exists', 'empty', 'not', 'all', 'count', 'hasValue', 'startsWith', 'endsWith', 'contains', 'lower', 'upper', 'length', 'toString',
]); // biome-ignore format: one table

interface Node {
  readonly type?: string;
  readonly text?: string;
  readonly start?: { readonly line: number; readonly column: number };
  readonly children?: readonly Node[];
}

/** One step down from the resource; without an index the property is no list. */
export interface PathStep {
  /** FHIRPath name, or the JSON name of an option of a choice. */
  readonly name: string;
  readonly index: number | undefined;
}

/** From the resource to one element; empty: the resource itself. */
export type ElementPath = readonly PathStep[];

/** The elements of a resource that a path leads to, each once. */
export function evaluatePath(resource: JsonValue, path: string): ElementPath[] {
  checkPath(parsePath(path));
  let nodes: unknown[];
  try {
    nodes = fhirpath.evaluate(resource, path, undefined, r4, { resolveInternalTypes: false, async: false });
  } catch (error) {
    return fail(`the path "${path}" cannot be evaluated: ${(error as Error).message}`);
  }
  return nodes.map((node) => elementPath(path, node));
}

function parsePath(path: string): Node {
  try {
    return fhirpath.parse(path);
  } catch (error) {
    return failMalformed(`the path "${path}" is no FHIRPath: ${(error as Error).message}`);
  }
}

function checkPath(node: Node): void {
  const { type = '', children = [] } = node;
  if (type.startsWith('ExternalConstant')) fail('a path of a patch may not use constants (%…)');
  if (type === 'FunctionInvocation' && !functions.has(node.text ?? ''))
    fail(`a path of a patch may not call ${node.text}(); it may call ${[...functions].join(', ')}`);
  for (const child of children) checkPath(child);
}

function elementPath(path: string, node: unknown): ElementPath {
  const steps: PathStep[] = [];
  let at = node as ResourceNode | null;
  if (!at || typeof at !== 'object' || !('parentResNode' in at))
    return fail(`the path "${path}" gives a value that is no element of the resource`);
  for (; at.parentResNode; at = at.parentResNode) {
    if (!at.propName) return fail(`the path "${path}" does not lead to an element of the resource`);
    steps.unshift({ name: at.propName, index: at.index ?? undefined });
  }
  return steps;
}

/**
 * A path to a list, split: the path of the element that has the list, and the name of the list in it.
 * (`Patient.name[0].given`: `Patient.name[0]` and `given`.)
 */
export function splitListPath(path: string): { readonly parent: string; readonly name: string } {
  let node: Node | undefined = parsePath(path);
  while (node?.type === 'EntireExpression') node = node.children?.[0];
  if (node?.type === 'TermExpression')
    return { parent: '$this', name: memberName(path, node.children?.[0]?.children?.[0]) };
  const last = node?.type === 'InvocationExpression' ? node.children?.[1] : undefined;
  const name = memberName(path, last);
  const lines = path.split('\n');
  const before = lines.slice(0, last!.start!.line - 1).reduce((length, line) => length + line.length + 1, 0);
  const parent = path.slice(0, before + last!.start!.column - 1).trimEnd();
  return { parent: parent.endsWith('.') ? parent.slice(0, -1) : parent, name };
}

function memberName(path: string, node: Node | undefined): string {
  if (node?.type !== 'MemberInvocation') return fail(`the path "${path}" must end with the name of a list`);
  return (node.text ?? '').replace(/^`(.*)`$/, '$1');
}

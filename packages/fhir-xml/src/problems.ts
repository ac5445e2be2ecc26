/** Collects what is wrong with a document, so that one answer names all of it. https://hl7.org/fhir/R4/operationoutcome.html */
import { type Issue, type IssueCode, OutcomeError } from '@charthouse/fhir-model';
import type { Node } from '@xmldom/xmldom';
import { placeOf } from './place.ts';

/** More than this many problems help nobody; reading stops there. */
const enough = 100;

export interface Finding {
  readonly node: Node;
  readonly code: IssueCode;
  readonly diagnostics: string;
  /** FHIRPath of the element at fault. */
  readonly expression: string;
}

export interface Problems {
  /** @throws OutcomeError 400 when there are enough of them. */
  add(finding: Finding): void;
  /** @throws OutcomeError 400 when there is any. */
  settle(): void;
}

export function collectProblems(): Problems {
  const issues: Issue[] = [];
  const settle = () => {
    if (issues.length) throw new OutcomeError(400, issues);
  };
  return {
    add({ node, code, diagnostics, expression }) {
      const { line, column } = placeOf(node);
      const text = `${diagnostics} (line ${line}, column ${column}).`;
      issues.push({ severity: 'error', code, diagnostics: text, expression: [expression], line, column });
      if (issues.length >= enough) settle();
    },
    settle,
  };
}

/** Collects what is wrong with a document, so that one answer names all of it. https://hl7.org/fhir/R4/operationoutcome.html */
import { type Issue, type IssueCode, OutcomeError, type ParsedJson } from '@charthouse/fhir-model';
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

/** 400: well-formed, but with parts that JSON has no place for; `read` is all the rest, so that its problems can be told, too. */
export class MisreadXml extends OutcomeError {
  readonly read: ParsedJson;

  constructor(issues: readonly Issue[], read: ParsedJson) {
    super(400, issues);
    this.read = read;
  }
}

/** What was misread with what is wrong with the rest, one word for each fault: a value that is none is not told twice. */
export function besideMisread(misread: readonly Issue[], others: readonly Issue[]): Issue[] {
  const told = new Set(
    misread.filter(({ code }) => code !== 'structure').map(({ line, column }) => `${line} ${column}`),
  );
  return [...misread, ...others.filter(({ line, column }) => !told.has(`${line} ${column}`))];
}

export interface Problems {
  /** @throws OutcomeError 400 when there are enough of them. */
  add(finding: Finding): void;
  /** @throws MisreadXml when there is any. */
  settle(read: ParsedJson): void;
}

export function collectProblems(): Problems {
  const issues: Issue[] = [];
  return {
    add({ node, code, diagnostics, expression }) {
      const { line, column } = placeOf(node);
      const text = `${diagnostics} (line ${line}, column ${column}).`;
      issues.push({ severity: 'error', code, diagnostics: text, expression: [expression], line, column });
      if (issues.length >= enough) throw new OutcomeError(400, issues);
    },
    settle(read) {
      if (issues.length) throw new MisreadXml(issues, read);
    },
  };
}

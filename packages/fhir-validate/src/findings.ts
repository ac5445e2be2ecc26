/** Collects the problems of one resource; paths are built from the inside out, so that a valid resource pays nothing for them. */
import type { Issue, IssueCode, JsonObject, JsonValue, NumberLiteral } from '@charthouse/fhir-model';
import type { Environment } from '@charthouse/fhirpath';
import { definitionBehind } from './definition-behind.ts';

/** Items that the rules of one resource, or of one profile on it, may go through together. */
export const budget = 2_000_000;
/** More than this many problems say nothing more; more than half as many warnings neither, so that they hide no errors. */
const most = 1000;

const weight: Readonly<Record<Issue['severity'], number>> = { information: 0, warning: 1, error: 2, fatal: 3 };

interface Finding {
  readonly severity: Issue['severity'];
  readonly code: IssueCode;
  readonly diagnostics: string;
  /** Steps from the element up to the resource. */
  readonly steps: string[];
  /** The JSON property that is meant, where it is no element itself. */
  readonly property: string | undefined;
  /** The element of a profile that asks for it; undefined: the base definition. */
  readonly definition: string | undefined;
}

interface Said {
  readonly code: IssueCode;
  readonly diagnostics: string;
  readonly step?: string | undefined;
  readonly property?: string;
}

/** What a resource is checked with. */
export interface Circumstances {
  readonly literals?: readonly NumberLiteral[];
  /** Warnings are wanted too. */
  readonly warnings?: boolean;
  /** False: not the invariants of the definitions (of a bundle without its resources, say). */
  readonly invariants?: boolean;
}

interface Outer {
  readonly scope: Environment;
  readonly ids: Set<string> | undefined;
}

export class Findings {
  /** How many problems there are so far. */
  count = 0;
  readonly #list: Finding[] = [];
  /** The worst of what was found, but is not listed. */
  #unlisted: Finding['severity'] | undefined;
  readonly #literals: readonly NumberLiteral[];
  readonly warnings: boolean;
  readonly invariants: boolean;
  #literalsByHolder: Map<JsonObject | JsonValue[], Map<string | number, string>> | undefined;
  /** Ids of the elements of the resource being checked. */
  #ids: Set<string> | undefined;
  /** The element of a profile that is being checked: its canonical address, `#` and the id of the element. */
  definition: string | undefined;
  /** The resource being checked, and the one that contains it (itself, where it is not contained). */
  scope: Environment = {};

  constructor({ literals = [], warnings = false, invariants = true }: Circumstances = {}) {
    this.invariants = invariants;
    this.#literals = literals;
    this.warnings = warnings;
  }

  get hasErrors(): boolean {
    return this.#list.some(({ severity }) => severity === 'error');
  }

  /** Makes another resource the one being checked, with a budget of its own; `leave` with the answer makes the outer one so again. */
  enter(scope: Environment): Outer {
    const outer = { scope: this.scope, ids: this.#ids };
    this.scope = { ...scope, budget: { left: budget } };
    this.#ids = undefined;
    return outer;
  }

  leave({ scope, ids }: Outer): void {
    this.scope = scope;
    this.#ids = ids;
  }

  /** False where another element of the resource has this id already. */
  isNewId(id: string): boolean {
    this.#ids ??= new Set();
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    return true;
  }

  /** Within a contained resource, where no further resources may be contained. */
  get contained(): boolean {
    return this.scope.resource !== this.scope.rootResource;
  }

  /** Adds an error at the element being checked. */
  error(code: IssueCode, diagnostics: string, step?: string): void {
    this.#add('error', { code, diagnostics, step });
  }

  /** Adds an error of a JSON property of the element being checked, where no element can be named. */
  propertyError(property: string, code: IssueCode, diagnostics: string): void {
    this.#add('error', { code, diagnostics, property });
  }

  warning(code: IssueCode, diagnostics: string, step?: string): void {
    if (this.warnings) this.#add('warning', { code, diagnostics, step });
  }

  /** What is worth knowing, but no reason to change anything; said where warnings are. */
  information(code: IssueCode, diagnostics: string): void {
    if (this.warnings) this.#add('information', { code, diagnostics });
  }

  #add(severity: Finding['severity'], { step, property, ...said }: Said): void {
    if (this.count >= (severity === 'error' ? most : most / 2)) {
      if (weight[severity] > weight[this.#unlisted ?? 'information']) this.#unlisted = severity;
      return;
    }
    this.count++;
    const steps = step === undefined ? [] : [step];
    this.#list.push({ severity, ...said, property, steps, definition: this.definition });
  }

  /** Puts what was found since `from` below `step` (`name[0]`, `value.ofType(Quantity)`). */
  under(from: number, step: string): void {
    const list = this.#list;
    for (let at = from; at < list.length; at++) list[at]!.steps.push(step);
  }

  /** The text of a number as it stood in the JSON, where that is not how JavaScript prints it. */
  literal(holder: JsonObject | JsonValue[], key: string | number): string | undefined {
    if (this.#literals.length === 0) return undefined;
    this.#literalsByHolder ??= byHolder(this.#literals);
    return this.#literalsByHolder.get(holder)?.get(key);
  }

  /** Each once, though several profiles may say the same of an element. */
  issues(resource: JsonValue, root: string): Issue[] {
    const said = new Set<string>();
    const issues = this.#list.flatMap(({ severity, code, diagnostics, property, steps, definition }): Issue[] => {
      const path = steps.toReversed().join('.');
      const own = `${severity} ${path} ${diagnostics}`;
      if (said.has(own)) return [];
      said.add(own);
      const issue: Issue = {
        severity,
        code,
        diagnostics,
        expression: [path === '' ? root : `${root}.${path}`],
        ...(property !== undefined && { property }),
        definition: definition ?? definitionBehind(resource, root, path),
      };
      return [issue];
    });
    if (this.#unlisted)
      issues.push({
        severity: this.#unlisted,
        code: 'too-costly',
        diagnostics: `There are more problems than the ${issues.length} that are listed; correct these first.`,
      });
    return issues;
  }
}

function byHolder(literals: readonly NumberLiteral[]): Map<JsonObject | JsonValue[], Map<string | number, string>> {
  const map = new Map<JsonObject | JsonValue[], Map<string | number, string>>();
  for (const { holder, key, text } of literals) {
    const own = map.get(holder) ?? new Map<string | number, string>();
    map.set(holder, own.set(key, text));
  }
  return map;
}

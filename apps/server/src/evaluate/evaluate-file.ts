/** Evaluates FHIRPath on a file and says what comes out. https://hl7.org/fhirpath/N1/ */
import {
  isObject,
  type JsonObject,
  type NumberLiteral,
  OutcomeError,
  parseJson,
  withLiterals,
} from '@charthouse/fhir-model';
import { conformity, createConformance, createValidator, membership } from '@charthouse/fhir-validate';
import { readXml } from '@charthouse/fhir-xml';
import {
  type Collection,
  compile,
  type Environment,
  type FhirElement,
  FhirPathError,
  literalsOf,
  plainValue,
  resourceElement,
} from '@charthouse/fhirpath';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { units } from '../units.ts';
import { readText } from './read-text.ts';

export interface Evaluation {
  readonly text: string;
  /** A path, or `-`. */
  readonly file: string;
  readonly context: string | undefined;
}

/** The value sets and profiles of the specification itself. */
const specification = createConformance([]);

/** Resolves to 0. @throws CommandStop when the expression or the file cannot be used */
export async function evaluateFile({ text, file, context }: Evaluation, report: Report): Promise<number> {
  const { root, literals } = resourceOf(await readText(file), file);
  const environment: Environment = {
    resource: root,
    rootResource: root,
    now: new Date().toISOString(),
    units,
    memberOf: membership(specification),
    conformsTo: conformity(specification, createValidator({ units, conformance: specification })),
    trace: (name, items) => {
      for (const plain of items.map(plainValue))
        report.warn(
          `trace ${name}: ${plain.type} ${withLiterals(literals, () => asWritten(plain, () => jsonOf(plain)))}`,
        );
    },
  };
  const said = (items: Collection, place: string | undefined) =>
    withLiterals(literals, () => {
      for (const plain of items.map(plainValue))
        asWritten(plain, () => {
          const { type, value, extras } = plain;
          report.say(`${place === undefined ? '' : `${place}  `}${type}  ${jsonOf(plain)}`, {
            ...(place !== undefined && { context: place }),
            type,
            value,
            ...(extras && { extras }),
          });
        });
    });
  try {
    const expression = compile(text);
    if (context === undefined) said(expression.evaluate([root], environment), undefined);
    else
      for (const [at, item] of compile(context).evaluate([root], environment).entries())
        said(expression.evaluate([item], environment), `${context}[${at}]`);
    return 0;
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    const place = error.at === undefined ? '' : ` (character ${error.at + 1})`;
    throw failure(
      `the expression ${error.kind === 'execution' ? 'failed' : 'cannot be read'}: ${error.message}${place}`,
    );
  }
}

type Plain = ReturnType<typeof plainValue>;

/** Numbers are written as they were read or calculated: 1.50, not 1.5. */
function asWritten<T>(plain: Plain, write: () => T): T {
  return withLiterals(literalsOf(plain, plain as JsonObject & Plain, 'value'), write);
}

function jsonOf({ value, extras }: Plain): string {
  return JSON.stringify(value ?? extras);
}

function resourceOf(text: string, file: string): { root: FhirElement; literals: readonly NumberLiteral[] } {
  try {
    const { value, literals } = /^\s*</.test(text) ? readXml(text) : parseJson(text);
    const root = isObject(value) ? resourceElement(value, literals) : undefined;
    if (root) return { root, literals };
  } catch (error) {
    if (error instanceof OutcomeError) throw failure(`cannot read ${file}: ${error.message}`, error);
    throw error;
  }
  throw failure(`${file} holds no resource of FHIR R4: "resourceType" is missing or unknown.`);
}

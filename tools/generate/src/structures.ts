/** Structure definitions to a table of types; nested elements become types of their own, named by their path. */
import type { Definition } from './source.ts';

const fhirType = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

export function typeDefinitions(structures: readonly Definition[]): Record<string, unknown> {
  const types: Record<string, { elements: unknown[] } & Definition> = {};
  for (const structure of structures) {
    if (
      structure.derivation === 'constraint' &&
      structure.kind !== 'primitive-type' &&
      structure.type !== structure.name
    ) {
      // Quantity profiles (Age, Money-like) are types of their own in R4 element definitions; keep those, skip others.
      if (structure.kind !== 'complex-type') continue;
    }
    const elements: Definition[] = structure.snapshot.element;
    const rootPath: string = elements[0]?.path;
    const rename = (path: string) => structure.name + path.slice(rootPath.length);
    const holders = new Set(elements.map((e) => e.path.split('.').slice(0, -1).join('.')));
    for (const element of elements) {
      const path = rename(element.path);
      if (element.path === rootPath || holders.has(element.path)) {
        types[path] = {
          kind: element.path === rootPath ? structure.kind : 'backbone',
          abstract: (element.path === rootPath && structure.abstract) || undefined,
          base: baseOf(structure, element, rootPath),
          url: element.path === rootPath ? structure.url : undefined,
          constraints: constraintsOf(element),
          elements: [],
        };
      }
      if (element.path === rootPath || element.sliceName) continue;
      types[rename(element.path.split('.').slice(0, -1).join('.'))]?.elements.push(
        elementOf(element, path, holders.has(element.path)),
      );
    }
  }
  return types;
}

function baseOf(structure: Definition, element: Definition, rootPath: string): string | undefined {
  if (element.path !== rootPath) return element.type?.[0]?.code;
  return structure.baseDefinition?.split('/').pop();
}

function elementOf(element: Definition, path: string, isHolder: boolean): unknown {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const choice = name.endsWith('[x]');
  return {
    name: choice ? name.slice(0, -3) : name,
    min: element.min || undefined,
    max: element.max === '*' ? undefined : Number(element.max),
    choice: choice || undefined,
    types: typesOf(element, path, isHolder),
    targets: targetsOf(element),
    binding: element.binding?.valueSet && {
      strength: element.binding.strength,
      valueSet: element.binding.valueSet,
    },
    summary: element.isSummary || undefined,
    modifier: element.isModifier || undefined,
    constraints: constraintsOf(element),
  };
}

function typesOf(element: Definition, path: string, isHolder: boolean): string[] {
  if (element.contentReference) return [element.contentReference.slice(1)];
  if (isHolder) return [path];
  const codes = (element.type ?? []).map((type: Definition) => {
    const extension = type.extension?.find((e: Definition) => e.url === fhirType);
    const code: string = extension?.valueUrl ?? extension?.valueUri ?? type.code;
    if (code === 'string' && /^[A-Z]\w+\.id$/.test(path) && element.base?.path === 'Resource.id') return 'id';
    return code;
  });
  return [...new Set<string>(codes)];
}

function targetsOf(element: Definition): string[] | undefined {
  const targets = (element.type ?? []).flatMap((type: Definition) => type.targetProfile ?? []);
  return targets.length ? targets.map((url: string) => url.slice(url.lastIndexOf('/') + 1)) : undefined;
}

function constraintsOf(element: Definition): unknown[] | undefined {
  const constraints = (element.constraint ?? [])
    .filter((c: Definition) => c.key !== 'ele-1' && c.key !== 'ext-1')
    .map((c: Definition) => ({ key: c.key, severity: c.severity, human: c.human, expression: c.expression }));
  return constraints.length ? constraints : undefined;
}

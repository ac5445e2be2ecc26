/** Search by reading every resource: slow and simple, to hold the real one against. */
import type { JsonValue, Resource } from '@charthouse/fhir-model';
import { type SearchParameterDefinition, searchParameters } from '@charthouse/fhir-model/definitions';
import { compares } from './oracle-compare.testing.ts';
import { definitionOf, evaluate, valuesOf } from './oracle-values.testing.ts';

export class Oracle {
  readonly #all: readonly Resource[];
  readonly #byName: ReadonlyMap<string, Resource>;

  constructor(all: readonly Resource[]) {
    this.#all = all;
    this.#byName = new Map(all.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
  }

  /** `Type/id#id` of the contained resources of a type that meet all parameters. */
  contained(type: string, parameters: readonly (readonly [string, string])[]): string[] {
    return this.#all.flatMap((container) =>
      containedIn(container)
        .filter((one) => one.resourceType === type)
        .filter((one) => parameters.every(([name, value]) => this.meets(one, [name, value], container)))
        .map((one) => `${container.resourceType}/${container.id}#${one.id}`),
    );
  }

  /** Ids that meet all parameters. */
  ids(type: string, parameters: readonly (readonly [string, string])[]): string[] {
    const own = this.#all.filter((resource) => resource.resourceType === type);
    return own
      .filter((resource) => parameters.every(([name, value]) => this.meets(resource, [name, value])))
      .map((resource) => resource.id!);
  }

  meets(resource: Resource, [name, value]: readonly [string, string], container: Resource = resource): boolean {
    const has = /^_has:(\w+):([\w-]+):(.+)$/.exec(name);
    if (has) return this.#isReferredTo(resource, { type: has[1]!, code: has[2]!, name: has[3]!, value }, container);
    const [, code = '', modifier, rest] = /^([\w-]+)(?::([\w-]+))?(?:\.(.+))?$/.exec(name)!;
    if (rest !== undefined) return this.#chains(resource, { code, modifier, name: rest, value }, container);
    if (code === '_id') return value.split(',').includes(resource.id!);
    const definition = definitionOf(resource.resourceType, code);
    const elements = valuesOf(resource, definition);
    if (modifier === 'missing') return (elements.length === 0) === (value === 'true');
    const found = value
      .split(',')
      .some((one) => this.#anyMeets(resource, definition, { elements, value: one, modifier }));
    return modifier === 'not' ? !found : found;
  }

  #anyMeets(
    resource: Resource,
    definition: SearchParameterDefinition,
    asked: { elements: readonly JsonValue[]; value: string; modifier: string | undefined },
  ): boolean {
    if (definition.type === 'composite') return this.#composite(resource, definition, asked.value);
    const compare = compares[definition.type]!;
    return asked.elements.some((element) => compare(element, asked.value, asked.modifier));
  }

  #composite(resource: Resource, definition: SearchParameterDefinition, value: string): boolean {
    const values = value.split('$');
    return evaluate(elementsOf(definition, resource.resourceType), resource).some((element) =>
      (definition.component ?? []).every((component, i) => {
        // DocumentReference-relationship names its components the wrong way round.
        const named = definition.code === 'relationship' ? definition.component!.at(-1 - i)! : component;
        const { type } = searchParameters.find((one) => one.url === named.definition)!;
        const from = component.expression.startsWith('%resource') ? resource : element;
        return partsOf(from, component.expression.replace('%resource.', '')).some((part) =>
          compares[type]!(part, values[i]!),
        );
      }),
    );
  }

  #chains(
    resource: Resource,
    link: { code: string; modifier: string | undefined; name: string; value: string },
    container: Resource,
  ): boolean {
    return valuesOf(resource, definitionOf(resource.resourceType, link.code)).some((element) => {
      const name = targetOf(element) ?? '';
      const inner = containedIn(container).find((one) => `#${one.id}` === name);
      const target = name === '#' ? container : (inner ?? this.#byName.get(name));
      if (!target || (link.modifier && target.resourceType !== link.modifier)) return false;
      return (
        knows(target.resourceType, link.name) && this.meets(target, [link.name, link.value], inner ? container : target)
      );
    });
  }

  #isReferredTo(
    resource: Resource,
    link: { type: string; code: string; name: string; value: string },
    container: Resource,
  ): boolean {
    const isInner = container !== resource;
    const own = isInner ? `#${resource.id}` : `${resource.resourceType}/${resource.id}`;
    const definition = definitionOf(link.type, link.code);
    return this.#all.some(
      (other) =>
        other.resourceType === link.type &&
        (!isInner || other === container) &&
        valuesOf(other, definition).some((element) => targetOf(element) === own) &&
        this.meets(other, [link.name, link.value]),
    );
  }
}

function containedIn({ contained }: Resource): Resource[] {
  return (contained ?? []) as Resource[];
}

/** `Type/id`, whatever the version. */
function targetOf(element: JsonValue): string | undefined {
  return (element as { reference?: string }).reference?.replace(/\/_history\/.*$/, '');
}

function knows(type: string, name: string): boolean {
  const code = /^[\w-]+/.exec(name)![0];
  return (
    code === '_has' ||
    code === '_id' ||
    searchParameters.some((one) => one.code === code && (one.base.includes(type) || one.base.includes('Resource')))
  );
}

function elementsOf({ expression = '' }: SearchParameterDefinition, type: string): string {
  return expression
    .split('|')
    .map((part) => part.trim())
    .filter((part) => new RegExp(`^${type}\\b`).test(part))
    .join(' | ');
}

/** The few expressions of components, on plain JSON: paths and choices. */
function partsOf(element: JsonValue, expression: string): JsonValue[] {
  return expression.split('|').flatMap((path) => {
    let at: JsonValue[] = [element];
    for (const step of path
      .trim()
      .replace(/\.ofType\((\w)(\w*)\)/g, (_, first, more) => `${first.toUpperCase()}${more}`)
      .split('.'))
      at = at.flatMap((one) => fields(one, step)).filter((one) => one !== undefined) as JsonValue[];
    return at;
  });
}

function fields(value: JsonValue, name: string): JsonValue[] {
  const object = value as Record<string, JsonValue>;
  if (name !== 'value') return [object[name]!].flat() as JsonValue[];
  return Object.keys(object)
    .filter((key) => key.startsWith('value'))
    .flatMap((key) => object[key]!) as JsonValue[];
}

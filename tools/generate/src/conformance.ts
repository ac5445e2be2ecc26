/** Search parameters, compartments and operation definitions, cut down to what the server reads. */
import type { Definition } from './source.ts';

export function searchParameters(all: readonly Definition[]): unknown[] {
  return all.map((p) => ({
    id: p.id,
    url: p.url,
    code: p.code,
    base: p.base,
    type: p.type,
    expression: p.expression,
    target: p.target,
    component: p.component?.map((c: Definition) => ({ definition: c.definition, expression: c.expression })),
    description: p.description,
  }));
}

/** Per compartment: resource type -> the search parameters that link it. `{def}` stands for the compartment's own resource. */
export function compartments(all: readonly Definition[]): Record<string, Record<string, string[]>> {
  return Object.fromEntries(
    all.map((c) => [
      c.code,
      Object.fromEntries(
        c.resource.filter((r: Definition) => r.param?.length).map((r: Definition) => [r.code, r.param]),
      ),
    ]),
  );
}

export function operations(all: readonly Definition[]): unknown[] {
  return all.map((o) => ({
    code: o.code,
    url: o.url,
    resource: o.resource,
    system: o.system,
    type: o.type,
    instance: o.instance,
  }));
}

/** Which values of a parameter a result is sorted by, and where they stand. https://hl7.org/fhir/R4/search.html#sort */
import { outcomes } from '@charthouse/fhir-model';
import { hasPatientCodes, patientCodes } from '../extract/patient-codes.ts';
import type { KeyKind } from '../keys.ts';
import { holders, linksOf, type Parameter } from '../parameters/parameter.ts';
import { everyType } from '../parameters/registry.ts';
import { targetsOf } from '../parameters/targets.ts';
import type { QueryContext } from '../query/context.ts';
import { dateKeys } from '../types/date/extract.ts';
import { listsCodes } from '../types/token/coded.ts';
import { bodyPaths } from './json-path.ts';
import type { SortBy } from './sort-key.ts';

/** Revisions of the extraction since which rows are marked, and since which every parameter has an order in the index. */
const [markedSince, orderedSince] = [6, 9];

/** @throws OutcomeError 400 `not-supported` */
export function sortedValues(parameters: readonly Parameter[], context: QueryContext): SortBy {
  const types = new Set(parameters.map((parameter) => parameter.definition.type));
  const [type] = types;
  const owners = parameters.flatMap(holders);
  const [owner, ...others] = owners;
  if (types.size === 1) {
    const rows = rowsSorted(type!, owners, context);
    if (rows) return rows;
  }
  if (owner?.computed && others.length === 0) {
    const truth = context.keys.of('code', owner, 'true');
    return { by: 'code', paths: [], owner, h: context.keys.of('codes', owner), id: owner.id, single: true, truth };
  }
  const paths = [...new Set(parameters.flatMap((parameter) => parameter.paths.flatMap(bodyPaths)))];
  if (paths.length === 0)
    throw outcomes.notSupported(`_sort: ${parameters[0]!.code} is a ${type} parameter and has no order.`);
  if (parameters.length > 1 || context.isContained) return { by: 'body', paths };
  return codesSorted(parameters[0]!, paths, context) ?? targetsSorted(parameters[0]!, context) ?? { by: 'body', paths };
}

/** Search type -> table, and the kind of key whose rows sort. */
const tables: Readonly<Record<string, readonly ['str' | 'dat' | 'qty', KeyKind]>> = {
  string: ['str', 'string'],
  uri: ['str', 'below'],
  date: ['dat', 'date'],
  number: ['qty', 'number'],
  quantity: ['qty', 'quantity'],
};

/** Values that have rows in an index. */
function rowsSorted(type: string, owners: readonly Parameter[], { keys, revision }: QueryContext): SortBy | undefined {
  const known = tables[type] ?? (revision >= orderedSince ? textsOf(owners) : undefined);
  if (!known) return undefined;
  const [table, kind] = known;
  const h = owners.flatMap((owner) =>
    type === 'date' ? dateKeys(keys, owner) : [keys.of(kind, owner, ...(type === 'quantity' ? [''] : []))],
  );
  const marked = owners.length === 1 && revision >= markedSince && { marked: true as const };
  const isCommon = owners.some((owner) => owner.type === everyType) && { everyType: true as const };
  return { by: 'row', table, h, ...marked, ...isCommon };
}

/** Identifiers, contact points and canonicals: their texts. */
function textsOf(owners: readonly Parameter[]): readonly ['str', KeyKind] | undefined {
  const areAll = (is: (owner: Parameter) => boolean) => owners.length > 0 && owners.every(is);
  if (
    areAll(
      (owner) => owner.definition.type === 'token' && owner.dataTypes.size > 0 && !owner.computed && !listsCodes(owner),
    )
  )
    return ['str', 'sorted'];
  return areAll((owner) => linksOf(owner).join() === 'canonical') ? ['str', 'below'] : undefined;
}

function codesSorted(
  parameter: Parameter,
  paths: readonly string[],
  { keys, revision, registry }: QueryContext,
): SortBy | undefined {
  const [owner, ...others] = holders(parameter);
  const isCommon = owner?.type === everyType;
  if (!owner || others.length > 0 || revision < (isCommon ? orderedSince : markedSince) || !listsCodes(owner))
    return undefined;
  const single = owner.paths.length === 1 && owner.paths.every(({ type, many }) => !many && isOne(type));
  const list = { owner, h: keys.of('codes', owner), id: owner.id, single };
  const ofPatients = owner.code === patientCodes.code && hasPatientCodes(registry.of(owner.type));
  return {
    by: 'code',
    paths,
    ...list,
    ...(ofPatients && { ofPatients: true as const }),
    ...(isCommon && { everyType: true as const }),
  };
}

/** A value that has one code at most. */
function isOne(dataType: string): boolean {
  return dataType === 'code' || dataType === 'Coding' || dataType === 'boolean';
}

function targetsSorted(parameter: Parameter, { keys, revision }: QueryContext): SortBy | undefined {
  const [owner, ...others] = parameter.parts;
  if (!owner || others.length > 0 || revision < orderedSince || linksOf(owner).join() !== 'place') return undefined;
  const targets = [...new Set([...targetsOf(owner.definition), ...owner.routes.keys()])].map((type) => {
    const holder = owner.routes.get(type) ?? owner;
    return { type, owner: { type: holder.type, code: holder.code }, h: keys.of('codes', holder) };
  });
  const single = owner.paths.length === 1 && owner.paths.every(({ many }) => !many);
  return { by: 'target', targets, ids: holders(owner).map(({ id }) => id), single };
}

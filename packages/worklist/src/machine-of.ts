/** Which machine rules a task. */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { machines } from './machines/index.ts';
import type { TaskMachine } from './task-machine.ts';

/** Undefined: a task of somebody else's kind, which FHIR's rules alone hold for. */
export function machineOf({ code }: JsonObject): TaskMachine | undefined {
  const codings = isObject(code) && Array.isArray(code.coding) ? code.coding.filter(isObject) : [];
  return machines.find((machine) =>
    codings.some((coding) => coding.system === machine.system && machine.codes.includes(String(coding.code))),
  );
}

/** Which functions of a Node process took the time, from what `node --cpu-prof` wrote. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface FunctionTime {
  /** Function and place, such as `parseJson packages/fhir-model/src/json/parse.ts:31`. */
  readonly name: string;
  /** Milliseconds in the function itself. */
  readonly self: number;
  /** Milliseconds in it and in what it called. */
  readonly total: number;
}

export interface CpuTime {
  /** Milliseconds in which the process did something. */
  readonly busy: number;
  readonly functions: readonly FunctionTime[];
}

/** All profiles of a folder together; busiest function first. */
export function cpuTimeOf(folder: string): CpuTime {
  const self = new Map<string, number>();
  const total = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile')))
    addProfile(JSON.parse(readFileSync(join(folder, file), 'utf8')), self, total);
  self.delete('(idle)');
  self.delete('(program)');
  const functions = [...self].map(([name, time]) => ({ name, self: time, total: total.get(name) ?? time }));
  functions.sort((a, b) => b.self - a.self);
  return { busy: functions.reduce((sum, one) => sum + one.self, 0), functions };
}

function addProfile(profile: CpuProfile, self: Map<string, number>, total: Map<string, number>): void {
  const times = new Map<number, number>();
  profile.samples.forEach((node, i) => {
    times.set(node, (times.get(node) ?? 0) + (profile.timeDeltas[i] ?? 0) / 1000);
  });
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  for (const [node, time] of times) {
    const name = names.get(node) as string;
    self.set(name, (self.get(name) ?? 0) + time);
    const seen = new Set<string>();
    for (let at: number | undefined = node; at !== undefined; at = parents.get(at)) {
      const caller = names.get(at) as string;
      if (!seen.has(caller)) total.set(caller, (total.get(caller) ?? 0) + time);
      seen.add(caller);
    }
  }
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName || 'anonymous';
  if (url === '') return name;
  const place = url.replace(/^file:\/\//, '').replace(/^.*\/(node_modules|packages|apps)\//, '$1/');
  return `${name} ${place}:${lineNumber + 1}`;
}

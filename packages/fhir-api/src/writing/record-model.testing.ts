/** The record as a plain map: what the server must agree with after any sequence of interactions. */

export interface ModelVersion {
  readonly body: Record<string, unknown> | undefined; // undefined: deleted
}

export type Step =
  | {
      readonly do: 'put';
      readonly id: number;
      readonly active: boolean;
      readonly refers?: number;
      readonly ifMatch?: number;
    }
  | { readonly do: 'delete'; readonly id: number }
  | { readonly do: 'patch'; readonly id: number; readonly active: boolean; readonly refers?: number }
  | { readonly do: 'createOnce'; readonly mrn: number; readonly active: boolean }
  /** `own`: the id that the resource sent has. */
  | { readonly do: 'updateByMrn'; readonly mrn: number; readonly active: boolean; readonly own?: number }
  | { readonly do: 'deleteByMrn'; readonly mrn: number };

export interface Outcome {
  readonly status: number;
  /** Key of the resource it was about, when it is known by its criteria. */
  readonly key?: string;
}

/** What a step is about. */
interface Aim {
  /** Absent: a new resource, or nothing. */
  readonly key: string | undefined;
  /** A conditional create that found its resource: nothing is written. */
  readonly found: boolean;
  readonly refused?: boolean;
}

/** Patients `0…n` by id, and by MRN those that the server named. A patient may refer to another (`link`). */
export class RecordModel {
  readonly versions = new Map<string, ModelVersion[]>();

  current(key: string): ModelVersion | undefined {
    return this.versions.get(key)?.at(-1);
  }

  /** What each step of one atomic group answers, applying all of them, or none when one fails. `named` names new resources. */
  apply(steps: readonly Step[], named: (step: Step) => string): Outcome[] {
    const aims = this.#aims(steps);
    if (aims.some(({ refused }) => refused) || meetTwice(steps, aims)) return [{ status: 400 }];
    const failures = steps.map((step, i) => this.#failure(step, aims[i]?.key));
    const failure = failures.find((status) => status !== undefined);
    if (failure !== undefined) return [{ status: failure }];
    const after = new Map(
      steps.flatMap((step, i) => {
        const { key, found } = aims[i] as Aim;
        return key === undefined || found ? [] : [[key, isDelete(step)] as const];
      }),
    );
    if (steps.some((step) => this.#isDangling(step, after))) return [{ status: 422 }];
    if (this.#leavesOrphans(after)) return [{ status: 409 }];
    return steps.map((step, i) => this.#change(step, aims[i] as Aim, named));
  }

  /** Deletions come first: a conditional create does not find what they delete. */
  #aims(steps: readonly Step[]): Aim[] {
    const gone = new Set(
      steps.filter(isDelete).map((step) => ('id' in step ? `p${step.id}` : 'mrn' in step && this.#bearer(step.mrn))),
    );
    return steps.map((step): Aim => {
      if ('id' in step) return { key: `p${step.id}`, found: false };
      const match = this.#bearer(step.mrn);
      if (step.do === 'createOnce') {
        const left = match !== undefined && gone.has(match) ? undefined : match;
        return { key: left, found: left !== undefined };
      }
      if (step.do === 'deleteByMrn' || step.own === undefined) return { key: match, found: false };
      const own = `p${step.own}`;
      return { key: own, found: false, refused: match !== undefined && match !== own };
    });
  }

  /** The one resource that has the MRN now. */
  #bearer(mrn: number): string | undefined {
    return [...this.versions.keys()].find((key) => this.current(key)?.body?.mrn === mrn);
  }

  #failure(step: Step, key: string | undefined): number | undefined {
    const now = key === undefined ? undefined : this.current(key)?.body;
    if (step.do === 'patch' && key !== undefined && !now) return this.versions.has(key) ? 410 : 404;
    // It exists, but the criteria mean nothing.
    if (step.do === 'updateByMrn' && step.own !== undefined && now && now.mrn !== step.mrn) return 409;
    if (step.do !== 'put' || step.ifMatch === undefined) return undefined;
    const version = now ? this.versions.get(key ?? '')?.length : undefined;
    return step.ifMatch === version ? undefined : 412;
  }

  /** `after`: the keys that the group writes, and whether it deletes them. */
  #isDangling(step: Step, after: ReadonlyMap<string, boolean>): boolean {
    const refers = this.#refersAfter(step);
    if (refers === undefined) return false;
    const target = `p${refers}`;
    return after.get(target) ?? !this.current(target)?.body;
  }

  /** Whom the resource of a step refers to once it is done: a patch without a word about it leaves it. */
  #refersAfter(step: Step): unknown {
    if (step.do === 'put') return step.refers;
    return step.do === 'patch' ? (step.refers ?? this.current(`p${step.id}`)?.body?.refers) : undefined;
  }

  #leavesOrphans(after: ReadonlyMap<string, boolean>): boolean {
    const gone = new Set(
      [...after].filter(([key, isDeleted]) => isDeleted && this.current(key)?.body).map(([key]) => key),
    );
    return [...this.versions.keys()].some((key) => {
      const link = this.current(key)?.body?.refers;
      return !after.has(key) && typeof link === 'number' && gone.has(`p${link}`);
    });
  }

  #change(step: Step, { key: known, found }: Aim, named: (step: Step) => string): Outcome {
    if (step.do === 'delete' || step.do === 'deleteByMrn') {
      if (known !== undefined && this.current(known)?.body) this.versions.get(known)?.push({ body: undefined });
      return { status: 204, ...(known !== undefined && { key: known }) };
    }
    if (found) return { status: 200, ...(known !== undefined && { key: known }) };
    const key = known ?? named(step);
    const list = this.versions.get(key) ?? [];
    const now = list.at(-1)?.body;
    const mrn =
      'mrn' in step ? { mrn: step.mrn } : step.do === 'patch' && now?.mrn !== undefined ? { mrn: now.mrn } : {};
    const refers = this.#refersAfter(step);
    list.push({ body: { active: step.active, ...mrn, ...(refers !== undefined && { refers }) } });
    this.versions.set(key, list);
    return { status: now ? 200 : 201, key };
  }
}

function isDelete(step: Step): boolean {
  return step.do === 'delete' || step.do === 'deleteByMrn';
}

/** Two steps on one resource, by key or by what their criteria mean; creates that both find it change nothing and may. */
function meetTwice(steps: readonly Step[], aims: readonly Aim[]): boolean {
  const seen = new Map<string, boolean>();
  const onOne = aims.some(({ key, found }) => {
    if (key === undefined) return false;
    const before = seen.get(key);
    seen.set(key, found);
    return before !== undefined && !(before && found);
  });
  const bearers = steps.map((step) => ('mrn' in step && step.do !== 'deleteByMrn' ? step.mrn : undefined));
  const twins = bearers.some(
    (mrn, i) => mrn !== undefined && !aims[i]?.found && bearers.some((other, j) => i !== j && other === mrn),
  );
  return onOne || twins;
}

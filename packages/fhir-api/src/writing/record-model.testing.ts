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
  | { readonly do: 'updateByMrn'; readonly mrn: number; readonly active: boolean };

export interface Outcome {
  readonly status: number;
  /** Key of the resource it was about, when it is known by its criteria. */
  readonly key?: string;
}

/** Patients `0…n` by id, and by MRN those that the server named. A patient may refer to another (`link`). */
export class RecordModel {
  readonly versions = new Map<string, ModelVersion[]>();
  readonly #byMrn = new Map<number, string>();

  current(key: string): ModelVersion | undefined {
    return this.versions.get(key)?.at(-1);
  }

  /** What each step of one atomic group answers, applying all of them, or none when one fails. `named` names new resources. */
  apply(steps: readonly Step[], named: (step: Step) => string): Outcome[] {
    const keys = steps.map((step) => this.#key(step));
    if (this.#meetTwice(steps, keys)) return [{ status: 400 }];
    const failures = steps.map((step, i) => this.#failure(step, keys[i]));
    const failure = failures.find((status) => status !== undefined);
    if (failure !== undefined) return [{ status: failure }];
    const after = new Map(steps.map((step, i) => [keys[i] ?? '', step.do === 'delete']));
    if (steps.some((step) => this.#isDangling(step, after))) return [{ status: 422 }];
    if (this.#leavesOrphans(keys, after)) return [{ status: 409 }];
    return steps.map((step, i) => this.#change(step, keys[i], named));
  }

  /** Two steps on one resource; creates that both find it change nothing and may. */
  #meetTwice(steps: readonly Step[], keys: readonly (string | undefined)[]): boolean {
    const seen = new Map<string, boolean>();
    return steps.some((step, i) => {
      const identity = keys[i] ?? ('mrn' in step ? `mrn ${step.mrn}` : '');
      const changesNothing = step.do === 'createOnce' && keys[i] !== undefined;
      const before = seen.get(identity);
      seen.set(identity, changesNothing);
      return before !== undefined && !(before && changesNothing);
    });
  }

  #key(step: Step): string | undefined {
    return 'id' in step ? `p${step.id}` : this.#byMrn.get(step.mrn);
  }

  #failure(step: Step, key: string | undefined): number | undefined {
    const now = key === undefined ? undefined : this.current(key)?.body;
    if (step.do === 'patch' && key !== undefined && !now) return this.versions.has(key) ? 410 : 404;
    if (step.do !== 'put' || step.ifMatch === undefined) return undefined;
    const version = now ? this.versions.get(key ?? '')?.length : undefined;
    return step.ifMatch === version ? undefined : 412;
  }

  /** `after`: whether the group deletes a key it touches. */
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

  #leavesOrphans(keys: readonly (string | undefined)[], after: ReadonlyMap<string, boolean>): boolean {
    const gone = new Set(
      [...after].filter(([key, isDeleted]) => isDeleted && this.current(key)?.body).map(([key]) => key),
    );
    return [...this.versions.keys()].some((key) => {
      const link = this.current(key)?.body?.refers;
      return !keys.includes(key) && typeof link === 'number' && gone.has(`p${link}`);
    });
  }

  #change(step: Step, found: string | undefined, named: (step: Step) => string): Outcome {
    const key = found ?? named(step);
    const list = this.versions.get(key) ?? [];
    const now = list.at(-1)?.body;
    if (step.do === 'createOnce' && now) return { status: 200, key };
    if (step.do === 'delete') {
      if (now) list.push({ body: undefined });
      return { status: 204, key };
    }
    if ('mrn' in step) this.#byMrn.set(step.mrn, key);
    const mrn =
      'mrn' in step ? { mrn: step.mrn } : step.do === 'patch' && now?.mrn !== undefined ? { mrn: now.mrn } : {};
    const refers = this.#refersAfter(step);
    list.push({ body: { active: step.active, ...mrn, ...(refers !== undefined && { refers }) } });
    this.versions.set(key, list);
    return { status: now ? 200 : 201, key };
  }
}

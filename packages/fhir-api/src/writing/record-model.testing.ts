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
  | { readonly do: 'patch'; readonly id: number; readonly active: boolean }
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
    const taken = keys.filter((key) => key !== undefined);
    const identities = steps.map((step, i) => keys[i] ?? ('mrn' in step ? `mrn ${step.mrn}` : ''));
    if (new Set(identities).size < identities.length) return [{ status: 400 }];
    for (const [i, step] of steps.entries()) {
      const failure = this.#failure(step, keys[i], new Set(taken));
      if (failure) return [{ status: failure }];
    }
    const after = new Map(steps.map((step, i) => [keys[i] ?? '', step.do === 'delete']));
    if (this.#leavesOrphans(steps, keys, after)) return [{ status: 409 }];
    return steps.map((step, i) => this.#change(step, keys[i], named));
  }

  #key(step: Step): string | undefined {
    return 'id' in step ? `p${step.id}` : this.#byMrn.get(step.mrn);
  }

  #failure(step: Step, key: string | undefined, taken: ReadonlySet<string | undefined>): number | undefined {
    const now = key === undefined ? undefined : this.current(key)?.body;
    if (step.do === 'patch' && key !== undefined && !now) return this.versions.has(key) ? 410 : 404;
    if (step.do !== 'put') return undefined;
    const version = now ? this.versions.get(key ?? '')?.length : undefined;
    if (step.ifMatch !== undefined && step.ifMatch !== version) return 412;
    if (step.refers === undefined) return undefined;
    const target = `p${step.refers}`;
    return this.current(target)?.body || taken.has(target) ? undefined : 422;
  }

  #leavesOrphans(
    steps: readonly Step[],
    keys: readonly (string | undefined)[],
    deleted: ReadonlyMap<string, boolean>,
  ): boolean {
    const gone = new Set(
      [...deleted].filter(([key, isDeleted]) => isDeleted && this.current(key)?.body).map(([key]) => key),
    );
    for (const [key] of this.versions) {
      if (keys.includes(key)) continue;
      const link = this.current(key)?.body?.refers;
      if (typeof link === 'number' && gone.has(`p${link}`)) return true;
    }
    return steps.some(
      (step) => step.do === 'put' && step.refers !== undefined && deleted.get(`p${step.refers}`) === true,
    );
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
    const refers = step.do === 'put' ? step.refers : step.do === 'patch' ? now?.refers : undefined;
    list.push({ body: { active: step.active, ...mrn, ...(refers !== undefined && { refers }) } });
    this.versions.set(key, list);
    return { status: now ? 200 : 201, key };
  }
}

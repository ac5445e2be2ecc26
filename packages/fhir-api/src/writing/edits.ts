/** Changes to a tree that can be taken back, so that a transaction may run again from the same input. */
import type { JsonObject, JsonValue } from '@charthouse/fhir-model';

type Slots = Record<string | number, JsonValue | undefined>;

export class Edits {
  readonly #done: [slots: Slots, key: string | number, before: JsonValue | undefined][] = [];

  set(holder: JsonObject | JsonValue[], key: string | number, value: JsonValue): void {
    const slots = holder as Slots;
    this.#done.push([slots, key, slots[key]]);
    slots[key] = value;
  }

  undo(): void {
    for (const [slots, key, before] of this.#done.reverse()) {
      if (before === undefined) delete slots[key];
      else slots[key] = before;
    }
    this.#done.length = 0;
  }
}

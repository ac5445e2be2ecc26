/** Groups documents that must be written together because they refer to each other, directly or through others. */
import type { WaitingKey } from './waiting.ts';

/** Groups of numbers, in the order of the documents; small ones share a group of about `size`, a large circle stays whole. */
export function togetherGroups(keys: readonly WaitingKey[], size: number): string[][] {
  const groups: string[][] = [];
  let open: string[] | undefined;
  for (const members of circles(keys)) {
    if (members.length === 1 && members[0]?.gives === null) {
      groups.push([members[0].n]); // a bundle, or a resource without id: by itself
    } else if (open && open.length + members.length <= size) {
      open.push(...members.map(({ n }) => n));
    } else {
      open = members.map(({ n }) => n);
      groups.push(open);
    }
  }
  return groups;
}

/** Connected documents, by union-find. */
function circles(keys: readonly WaitingKey[]): WaitingKey[][] {
  const parent = keys.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const giver = new Map(keys.flatMap(({ gives }, i) => (gives === null ? [] : [[gives, i] as const])));
  keys.forEach(({ gives, needs }, i) => {
    if (gives === null) return;
    const same = giver.get(gives);
    for (const other of [same, ...needs.map((need) => giver.get(need))])
      if (other !== undefined) parent[root(i)] = root(other);
  });
  const members = new Map<number, WaitingKey[]>();
  keys.forEach((key, i) => {
    const at = root(i);
    const own = members.get(at);
    if (own) own.push(key);
    else members.set(at, [key]);
  });
  return [...members.values()];
}

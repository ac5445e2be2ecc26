/** Keyed hashes of callers and patients, and what leaves say of callers: made once and kept at hand. */
import { whoContent } from '../ledger/access-content.ts';
import type { Registry } from '../record/registry.ts';
import type { AccessWho } from './access-row.ts';

export interface AccessKeys {
  who(who: AccessWho): bigint;
  /** As it stands in the leaves of the caller's rows. */
  whoText(who: AccessWho): string;
  patient(id: string): bigint;
}

/** The columns of a caller. */
export function whoRow({ kind = 'anonymous', name, roles = [], policies = [], ...who }: AccessWho) {
  const { user: usr, fhirUser: fhir_user, onBehalfOf: behalf, purpose, client, address } = who;
  return { kind, usr, fhir_user, name, behalf, roles, purpose, client, address, policies };
}

/** Keys kept at hand; beyond, all are forgotten and made again. */
const mostKept = 20_000;

interface Caller {
  readonly key: bigint;
  readonly content: string;
}

export function accessKeys({ hash }: Pick<Registry, 'hash'>): AccessKeys {
  const byText = new Map<string, Caller>();
  const byObject = new WeakMap<AccessWho, Caller>();
  const made = (text: string, who: AccessWho): Caller => {
    const key = hash(`who|${text}`);
    const caller = { key, content: whoContent({ who: key, ...whoRow(who) }) };
    if (byText.size >= mostKept) byText.clear();
    byText.set(text, caller);
    return caller;
  };
  const callerOf = (who: AccessWho): Caller => {
    let caller = byObject.get(who);
    if (caller === undefined) {
      const text = textOf(who);
      caller = byText.get(text) ?? made(text, who);
      byObject.set(who, caller);
    }
    return caller;
  };
  return {
    who: (who) => callerOf(who).key,
    whoText: (who) => callerOf(who).content,
    patient: kept((id) => hash(`Patient/${id}`)),
  };
}

function kept(make: (text: string) => bigint): (text: string) => bigint {
  const known = new Map<string, bigint>();
  return (text) => {
    let key = known.get(text);
    if (key === undefined) {
      if (known.size >= mostKept) known.clear();
      key = make(text);
      known.set(Buffer.from(text).toString(), key); // a piece of a body would keep all of it in memory
    }
    return key;
  };
}

/** The same for the same caller, another for another one. */
function textOf(who: AccessWho): string {
  const { kind = 'anonymous', user, fhirUser, name, onBehalfOf, roles, purpose, client, address, policies } = who;
  return `${kind}\0${user ?? ''}\0${fhirUser ?? ''}\0${name}\0${onBehalfOf ?? ''}\0${roles?.join('\u0001') ?? ''}\0${purpose ?? ''}\0${client ?? ''}\0${address ?? ''}\0${policies?.join(' ') ?? ''}`;
}

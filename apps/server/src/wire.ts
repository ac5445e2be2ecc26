/** Puts the parts together as one plain object: the only place that knows them all. */
import { randomUUID } from 'node:crypto';
import { type ChartStore, openStore, type WorkWatch, watchIndex, watchWork } from '@charthouse/chart-store';
import {
  createDoor,
  createSearches,
  createSharedCounts,
  type DecidingParts,
  type Door,
  type Searches,
} from '@charthouse/fhir-api';
import { deskOperations, deskSettings, kernel } from './desks.ts';
import { keepValidators } from './packages/validators.ts';
import { choicesOf } from './people/choices.ts';
import { deciding } from './people/deciding.ts';
import { type PrincipalOf, principals } from './people/principal.ts';
import { ownAddress } from './settings/own-address.ts';
import { ownBases } from './settings/own-bases.ts';
import type { Settings } from './settings/settings.ts';
import { units } from './units.ts';
import { version, versionDate } from './version.ts';

export interface Parts {
  readonly settings: Settings;
  readonly store: ChartStore;
  /** Every call on the record passes here. */
  readonly door: Door;
  /** What is searched and indexed by now. */
  readonly searches: Searches;
  /** Tells of tasks that have changed. */
  readonly work: WorkWatch;
  /** Who the door takes whoever signed in for. */
  readonly principalOf: PrincipalOf;
  /** Whether somebody has a named permission; absent: everybody has every one. */
  readonly may?: DecidingParts['may'];
  /** Closes every connection. */
  close(): Promise<void>;
}

/** The parts on a database that answers and is migrated. `onFault` is told of faults of ours within a batch. */
export async function wire(
  settings: Settings,
  databaseUrl: string,
  onFault: (error: unknown) => void = () => {},
): Promise<Parts> {
  const store = await openStore({
    connectionString: databaseUrl,
    onAccessLogFailure: onFault,
    searchConnections: settings.searchConnections,
    searchTimeout: settings.searchTimeout * 1000,
    ledger: settings.ledger,
  });
  const validators = await keepValidators(databaseUrl, settings.validation, onFault);
  const bases = ownBases(settings);
  const searches = await createSearches({ store, bases });
  const watch = watchIndex(databaseUrl, searches.refresh);
  const work = watchWork(databaseUrl);
  const counts = createSharedCounts();
  work.subscribe(counts.changed);
  const decisions = settings.auth === 'on' ? deciding(choicesOf(settings), Date.now) : undefined;
  const door = createDoor({
    store,
    searches,
    validators: validators.current,
    units,
    ...decisions,
    partTwoPrograms: settings.partTwoPrograms,
    settings: { ...settings, ...(settings.auth === 'on' && { authUrl: `${ownAddress(settings)}/auth` }) },
    ownBases: bases,
    kernel,
    counts,
    deskOperations: deskOperations(settings),
    deskSettings,
    now: () => Date.now(),
    newId: () => randomUUID(),
    sign: signer(store.hash),
    onFault,
    version,
    versionDate,
  });
  const close = async () => {
    await Promise.all([validators.close(), watch.close(), work.close()]);
    await store.close();
  };
  return {
    settings,
    store,
    door,
    searches,
    work,
    principalOf: principals(store, Date.now),
    ...(decisions && { may: decisions.may }),
    close,
  };
}

/** Signs with the record's own secret key, so that every worker and every restart knows the signatures of the others. */
function signer(hash: (text: string) => bigint): (text: string) => string {
  const part = (purpose: string, text: string) => BigInt.asUintN(64, hash(`${purpose}|${text}`)).toString(36);
  return (text) => `${part('sign 1', text)}-${part('sign 2', text)}`;
}

/** A door on the connections of the work beside the requests: what the rules read and write waits there, and nobody waits for it. */
import { randomUUID } from 'node:crypto';
import type { ChartStore } from '@charthouse/chart-store';
import { createDoor, type Door, type Searches } from '@charthouse/fhir-api';
import { createValidator } from '@charthouse/fhir-validate';
import { kernel } from '../desks.ts';
import { ownBases } from '../settings/own-bases.ts';
import type { Settings } from '../settings/settings.ts';
import { version, versionDate } from '../version.ts';

export interface OwnDoor {
  readonly store: ChartStore;
  readonly searches: Searches;
  readonly settings: Settings;
  readonly onFault: (error: unknown) => void;
}

export function ownDoor({ store, searches, settings, onFault }: OwnDoor): Door {
  const validator = createValidator();
  const validators = { validator, contentValidator: validator, fullValidator: validator };
  return createDoor({
    store,
    searches,
    validators: () => validators,
    settings,
    ownBases: ownBases(settings),
    partTwoPrograms: settings.partTwoPrograms,
    kernel,
    now: () => Date.now(),
    newId: () => randomUUID(),
    sign: (text) => BigInt.asUintN(64, store.hash(text)).toString(36),
    onFault,
    version,
    versionDate,
  });
}

/** Loads the demo hospital: first who and where, then chart after chart, at the end what was planted. */
import { hospitalOf, type Manifest, type Options } from '@charthouse/demo-hospital';
import { sql } from '@charthouse/fhir-search';
import { failure } from '../command-line/stop.ts';
import type { Parts } from '../wire.ts';
import { plantWork } from './plant-work.ts';
import { demoState, settingsCall, stateCall } from './state.ts';
import { type Writing, writeCalls, writeGroups } from './write-batches.ts';

export interface Loading extends Omit<Writing, 'onWritten' | 'parts'> {
  readonly parts: Pick<Parts, 'door' | 'settings' | 'store'>;
  readonly besideOthers: boolean;
  /** `share`: of all, about, 0 to 1. */
  readonly onProgress: (written: number, share: number) => void;
}

/** Resources of a chart, about: for the time that is left. */
const perChart = 21;

export interface Loaded {
  readonly manifest: Manifest;
  readonly written: number;
}

/** @throws CommandStop when it is there already, or other patients are */
export async function loadDemo(asked: Options, loading: Loading): Promise<Loaded> {
  const { parts, signal, onProgress } = loading;
  const options = await begin(asked, loading);
  const hospital = hospitalOf(options);
  let written = 0;
  const first = [hospital.directory, ...hospital.patients, ...hospital.besides].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  const writing: Writing = {
    parts,
    signal,
    onWritten: (count) => {
      written += count;
      onProgress(written, Math.min(1, written / (first + hospital.charts * perChart)));
    },
  };
  await writeGroups([hospital.directory], writing);
  await writeGroups(hospital.patients, writing);
  await writeGroups(hospital.besides, writing);
  await writeGroups(hospital.eachChart(), writing);
  const manifest = hospital.manifest();
  await plantWork(manifest, { parts, signal });
  await writeCalls([stateCall({ ...options, isLoaded: true, daysPassed: 0 }, manifest)], writing);
  await parts.store.transaction((tx) => tx.query(sql`analyze res, tok, str, dat, qty, ref, contained`));
  return { manifest, written };
}

/** What was begun is gone on with as it was begun, also on a later day. */
async function begin(asked: Options, { parts, besideOthers }: Loading): Promise<Options> {
  const state = await demoState(parts.store);
  if (state?.isLoaded)
    throw failure(
      `the demo hospital is loaded already, as of ${state.day}. \`charthouse demo --day\` lets a day pass, \`charthouse demo --remove\` removes it.`,
    );
  if (state) return { seed: state.seed, day: state.day, size: state.size };
  if (!besideOthers && (await hasPatients(parts.store)))
    throw failure(
      'this record holds patients that are not of the demo. Load it into a folder of its own (CHARTHOUSE_DATA), or among them with --beside-others.',
    );
  const isSetUp = (await parts.store.read('Library', 'completion-settings')) !== undefined;
  const settings = isSetUp ? [] : [settingsCall()];
  await writeCalls([stateCall({ ...asked, isLoaded: false, daysPassed: 0 }), ...settings], { parts });
  return asked;
}

async function hasPatients({ search, ids }: Pick<Parts['store'], 'search' | 'ids'>): Promise<boolean> {
  const found = await search(sql`select 1 from res where tid = ${ids.typeId('Patient')}::int2 and op <> 'D' limit 1`);
  return found.length > 0;
}

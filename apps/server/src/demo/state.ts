/** What the record knows of the demo hospital: one Library with its manifest. https://hl7.org/fhir/R4/library.html */
import type { ChartStore } from '@charthouse/chart-store';
import { completionSettings, demoTag, type Manifest, type Options } from '@charthouse/demo-hospital';
import type { WriteCall } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';

const id = 'demo-hospital';

export interface DemoState extends Options {
  /** False while it is being loaded, or when that was interrupted. */
  readonly isLoaded: boolean;
  /** The day on which it stands now; absent: that on which it was loaded. */
  readonly today?: string;
  /** Days that passed by command. */
  readonly daysPassed: number;
}

/** Undefined: there is none. */
export async function demoState(store: Pick<ChartStore, 'read'>): Promise<DemoState | undefined> {
  const found = await read(store);
  return found && { ...found.content.state, isLoaded: found.isLoaded };
}

/** What was planted. */
export async function manifestOf(store: Pick<ChartStore, 'read'>): Promise<Manifest> {
  const { state: _, ...manifest } = (await read(store))!.content;
  return manifest;
}

async function read(store: Pick<ChartStore, 'read'>) {
  const found = await store.read('Library', id);
  if (!found || found.op === 'delete') return undefined;
  const library = JSON.parse(found.body);
  const content = JSON.parse(Buffer.from(library.content[0].data, 'base64').toString());
  return { isLoaded: library.status === 'active', content };
}

/** Settings of the desks as the hospital has them. */
export function settingsCall(): WriteCall {
  return libraryCall('completion-settings', {
    status: 'active',
    title: 'Settings of record completion',
    content: completionSettings,
  });
}

export function stateCall({ isLoaded, ...state }: DemoState, manifest?: Manifest): WriteCall {
  const status = isLoaded ? 'active' : 'draft';
  return libraryCall(id, { status, title: 'Demo hospital: what was planted', content: { state, ...manifest } });
}

function libraryCall(
  name: string,
  { content, ...told }: { readonly status: string; readonly title: string; readonly content: object },
): WriteCall {
  const data = Buffer.from(JSON.stringify(content)).toString('base64');
  const resource = {
    ...{ resourceType: 'Library', id: name, ...told, experimental: true },
    meta: { tag: [demoTag] },
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'asset-collection' }] },
    content: [{ contentType: 'application/json', data, title: `${name}.json` }],
  };
  return { kind: 'update', type: 'Library', id: name, resource: resource as unknown as Resource, place: '' };
}

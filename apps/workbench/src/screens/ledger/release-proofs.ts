/** The proofs that go with a release: what there is of a patient, and a proof of each that is chosen. */

import { type ProofFacts, proofFacts } from '@charthouse/ledger';
import { FhirFailure, useFhirClient } from '@charthouse/ui';
import { useQuery } from '@tanstack/react-query';
import type { Bundle, FhirResource } from 'fhir/r4';
import { useState } from 'react';

/** Resources that a release lists. */
export const mostReleased = 500;
const pageSize = 250;
/** Proofs that are asked for at the same time. */
const together = 4;

export interface Released {
  readonly name: string;
  readonly facts: ProofFacts;
  /** The proof, as text. */
  readonly proof: string;
}

export interface ReleaseProofs {
  readonly proofs: readonly Released[];
  /** Names of what has none, and why. */
  readonly failed: readonly { readonly name: string; readonly why: string }[];
}

interface Making {
  readonly done: number;
  readonly count: number;
  readonly made?: ReleaseProofs;
}

export interface Listed {
  readonly resources: readonly FhirResource[];
  readonly isCut: boolean;
}

/** The patient and everything about them. */
export function useReleasable(patient: string) {
  const client = useFhirClient();
  return useQuery({
    queryKey: ['release', patient],
    queryFn: async ({ signal }): Promise<Listed> => {
      const resources: FhirResource[] = [];
      let next: string | undefined = `Patient/${patient}/$everything?_count=${pageSize}`;
      while (next !== undefined && resources.length < mostReleased) {
        const page: Bundle = await client.read<Bundle>(next, signal);
        resources.push(...(page.entry ?? []).flatMap(({ resource }) => (resource ? [resource as FhirResource] : [])));
        next = page.link?.find(({ relation }) => relation === 'next')?.url;
      }
      return {
        resources: resources.slice(0, mostReleased),
        isCut: next !== undefined || resources.length > mostReleased,
      };
    },
  });
}

/** Makes the proofs of the names that it is given, such as `Observation/7`. */
export function useReleaseProofs() {
  const client = useFhirClient();
  const [making, setMaking] = useState<Making>();
  const proofOf = async (name: string): Promise<Released> => {
    const headers = { accept: 'text/plain' };
    const proof = await (await client.send({ method: 'GET', path: `${name}/$prove`, headers })).text();
    return { name, proof, facts: proofFacts(proof) };
  };
  const make = async (names: readonly string[]) => {
    const proofs = new Map<string, Released>();
    const failed = new Map<string, string>();
    const left = [...names];
    setMaking({ done: 0, count: names.length });
    const work = async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        const one = await proofOf(name).catch((error: Error) => error);
        if (one instanceof Error) failed.set(name, one instanceof FhirFailure ? one.message : String(one));
        else proofs.set(name, one);
        setMaking({ done: proofs.size + failed.size, count: names.length });
      }
    };
    await Promise.all(Array.from({ length: together }, work));
    const inOrder = names.flatMap((name) => proofs.get(name) ?? []);
    const without = [...failed].map(([name, why]) => ({ name, why }));
    setMaking({ done: names.length, count: names.length, made: { proofs: inOrder, failed: without } });
  };
  return { making, make };
}

/** How the ledger stands, as `/workbench/ledger` tells it, asked anew while somebody looks. */
import { useFhirClient } from '@charthouse/ui';
import { useQuery } from '@tanstack/react-query';

/** Times in milliseconds since 1970. */
export interface LedgerStanding {
  readonly origin: string | null;
  readonly leaves: number;
  readonly halted: boolean;
  readonly filling: boolean;
  readonly checkpoint: number | null;
  readonly verified: { readonly to: number; readonly leaves: number; readonly holds: boolean } | null;
  readonly witnesses: readonly {
    readonly name: string;
    readonly leaves: number | null;
    readonly at: number | null;
    readonly outcome: 'cosigned' | 'unreachable' | 'refused' | 'ahead' | null;
  }[];
  /** Only for who looks after the server. */
  readonly administered?: Administered;
}

export interface Administered {
  readonly halted: string | null;
  readonly findings: readonly string[];
  readonly checkpoints: readonly { readonly size: number; readonly at: number; readonly cosigned: readonly string[] }[];
  readonly verifications: readonly {
    readonly to: number;
    readonly leaves: number;
    readonly holds: boolean;
    readonly findings: number;
  }[];
  readonly anchoring: boolean;
  readonly anchored: readonly {
    readonly state: string;
    readonly at: number;
    readonly error: string | null;
    readonly size?: number;
    readonly transaction?: string | null;
  }[];
  readonly verifying: { readonly state: string; readonly done: number; readonly total: number | null } | null;
}

/** Milliseconds until it is asked again: while something runs, and otherwise. */
const pauses = { running: 1_000, resting: 30_000 };

export const ledgerAddress = '/workbench/ledger';

export function useLedger() {
  const client = useFhirClient();
  return useQuery({
    queryKey: ['ledger'],
    queryFn: async ({ signal }): Promise<LedgerStanding> =>
      (await client.send({ method: 'GET', path: ledgerAddress, signal })).json(),
    refetchInterval: ({ state }) => (state.data?.administered?.verifying ? pauses.running : pauses.resting),
  });
}

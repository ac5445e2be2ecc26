/** The door's principal of whoever signed in: with where they stand in the organisation, and whose record is open to them. */
import type { ChartStore } from '@charthouse/chart-store';
import type { Principal } from '@charthouse/fhir-api';
import type { Known } from '@charthouse/sign-in';
import { type Standing, standingOf } from './standing.ts';

/** @throws when what the record says of them cannot be read: then they are let do nothing */
export type PrincipalOf = (known: Known) => Promise<Principal>;

/** Milliseconds for which it is remembered where somebody stands, and for how many people. */
const [kept, most] = [10_000, 5_000];

const nothing: Standing = { actors: [], facilities: [], ownCharts: [] };

export function principals(store: ChartStore, now: () => number): PrincipalOf {
  const standings = new Map<string, { readonly standing: Promise<Standing>; readonly until: number }>();
  const standingNow = (fhirUser: string): Promise<Standing> => {
    const at = now();
    const found = standings.get(fhirUser);
    if (found && found.until > at) return found.standing;
    if (standings.size >= most) standings.clear();
    const standing = standingOf(store, fhirUser, at);
    standings.set(fhirUser, { standing, until: at + kept });
    standing.catch(() => standings.delete(fhirUser));
    return standing;
  };
  const made = new WeakMap<Known, Placed>();
  return async (known) => {
    const { fhirUser, kind } = known;
    const standing = fhirUser === undefined || kind === 'service' ? nothing : await standingNow(fhirUser);
    const last = made.get(known);
    if (last?.standing === standing) return last.principal;
    const principal = kind === 'patient' ? asPatient(known, standing) : asStaff(known, standing);
    made.set(known, { standing, principal });
    return principal;
  };
}

/** Kept with who it is of: the same object for the same person in the same place. */
interface Placed {
  readonly standing: Standing;
  readonly principal: Principal;
}

/** What the account says of facilities goes before what the record does; where neither says anything there is no limit. */
function asStaff(known: Known, { actors, facilities: told, ownCharts }: Standing): Principal {
  const facilities = known.facilities ?? (told.length > 0 ? told : undefined);
  return {
    ...known,
    ...(actors.length > 0 && { actors }),
    ...(facilities && { facilities }),
    ...(ownCharts.length > 0 && { ownCharts }),
  };
}

/** Who acts for somebody else has that one's record open, and no other: 45 CFR 164.502(g)(1). */
function asPatient({ patient: asked, ...known }: Known, { ownCharts: wards }: Standing): Principal {
  if (known.fhirUser?.startsWith('Patient/')) return { ...known, ...(asked !== undefined && { patient: asked }) };
  const ward = asked === undefined && wards.length === 1 ? wards[0] : wards.find((one) => one === asked);
  return { ...known, ...(ward !== undefined && { patient: ward, onBehalfOf: `Patient/${ward}` }) };
}

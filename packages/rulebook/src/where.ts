/** Where a rule holds. */

/** Each list is a set of which one has to be true; an absent one does not matter. */
export interface Place {
  readonly profiles?: readonly string[];
  readonly countries?: readonly string[];
  readonly states?: readonly string[];
  readonly classes?: readonly string[];
  readonly services?: readonly string[];
  readonly dispositions?: readonly string[];
  /** Names of bylaws that the hospital has. */
  readonly bylaws?: readonly string[];
  readonly payers?: readonly string[];
  /** Hours of the stay so far, or in all: at least. */
  readonly stayFrom?: number;
  /** Hours of a stay that is over: fewer than. */
  readonly stayBelow?: number;
}

export interface Where extends Place {
  /** Where it does not hold, each alone. */
  readonly except?: readonly Place[];
}

/** What is known of an encounter and of where it took place. */
export interface Setting {
  readonly profile: string;
  readonly country: string;
  readonly state?: string;
  readonly class: string;
  readonly service?: string;
  readonly disposition?: string;
  readonly bylaws: readonly string[];
  readonly payers: readonly string[];
  /** Hours. */
  readonly stay: number;
  /** The patient has left. */
  readonly isOver: boolean;
}

/** Whether a rule holds there. What is not known is in no list, so a rule for one service does not hold for an unknown one. */
export function holds(where: Where | undefined, setting: Setting): boolean {
  if (!where) return true;
  return isAt(where, setting) && !where.except?.some((place) => isAt(place, setting));
}

function isAt(place: Place, at: Setting): boolean {
  return (
    one(place.profiles, at.profile) &&
    one(place.countries, at.country) &&
    one(place.states, at.state) &&
    one(place.classes, at.class) &&
    one(place.services, at.service) &&
    one(place.dispositions, at.disposition) &&
    some(place.bylaws, at.bylaws) &&
    some(place.payers, at.payers) &&
    at.stay >= (place.stayFrom ?? 0) &&
    (place.stayBelow === undefined || (at.isOver && at.stay < place.stayBelow))
  );
}

const one = (list: readonly string[] | undefined, value: string | undefined) =>
  list === undefined || (value !== undefined && list.includes(value));

const some = (list: readonly string[] | undefined, values: readonly string[]) =>
  list === undefined || list.some((value) => values.includes(value));

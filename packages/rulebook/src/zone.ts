/** Local days of a place: where the day begins there, whatever daylight saving does. */

/** Times are milliseconds since 1970; days are `2026-11-22`. */
export interface Zone {
  readonly name: string;
  dayOf(time: number): string;
  /** The first moment of a day; of a day that the place left out (Samoa, 2011-12-30), that of the next. */
  startOf(day: string): number;
  /** The last millisecond of a day. */
  endOf(day: string): number;
}

const dayLength = 86_400_000;

/** @throws RangeError when there is no such IANA time zone */
export function zoneOf(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    ...{ hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  /** The clock on the wall, as if it were UTC. */
  const wall = (time: number) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(time)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  const dayOf = (time: number) => new Date(wall(time)).toISOString().slice(0, 10);
  const offset = (time: number) => wall(time) - Math.floor(time / 1000) * 1000;
  const startOf = (day: string): number => {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const tries = [midnight - dayLength, midnight + dayLength].map((near) => midnight - offset(near));
    const starts = tries.filter((time) => dayOf(time) === day);
    return starts.length ? Math.min(...starts) : startOf(daysAfter(day, 1));
  };
  return { name, dayOf, startOf, endOf: (day) => startOf(daysAfter(day, 1)) - 1 };
}

/** The calendar day so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

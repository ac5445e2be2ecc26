/** Dates as people read them: a lettered month, so that 04-05 is never read the wrong way round, and no day that was not said. */

const partial = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/;

/** `14-Jul-1964`, `Jul-1964`, `1964`: as precise as it was written. The text itself when it is no date. */
export function displayDate(text: string, locale: string): string {
  const found = partial.exec(text);
  if (!found) return text;
  const [, year, month, day] = found;
  if (month === undefined) return year ?? text;
  const name = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2000, Number(month) - 1, 1),
  );
  return [day, name.replace('.', ''), year].filter(Boolean).join('-');
}

/** `14-Nov-2026 09:12`, in the zone of who reads; a date alone stays one. */
export function displayTime(text: string, locale: string): string {
  if (!text.includes('T')) return displayDate(text, locale);
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return text;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
  return `${displayDate(day, locale)} ${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/** Whole years, months under two years, days under one month; undefined when the date is in the future or none. */
export interface Age {
  readonly count: number;
  readonly unit: 'year' | 'month' | 'day';
}

const day = 86_400_000;

export function ageAt(birthDate: string | undefined, at: Date): Age | undefined {
  const found = birthDate === undefined ? null : partial.exec(birthDate);
  if (!found) return undefined;
  const [year, month, date] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const months =
    (at.getFullYear() - year!) * 12 +
    (month === undefined ? 0 : at.getMonth() + 1 - month) -
    (date !== undefined && at.getDate() < date ? 1 : 0);
  if (months >= 24 || month === undefined)
    return months < 0 ? undefined : { count: Math.floor(months / 12), unit: 'year' };
  if (months >= 1) return { count: months, unit: 'month' };
  const days = Math.floor((at.getTime() - new Date(year!, month - 1, date ?? 1).getTime()) / day);
  return days < 0 ? undefined : { count: days, unit: 'day' };
}

/** How long until something is due, or how late it is: ink, amber within a day, red, always with words. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

export const hour = 3_600_000;
const day = 24 * hour;

export interface Clock {
  readonly span: '' | 'time-soon' | 'time-past';
  readonly words: string;
}

/** `end`: ISO 8601; `now`: milliseconds since 1970. */
export function clockOf(end: string, now: number, t: TFunction): Clock {
  const left = Date.parse(end) - now;
  const time = lengthOf(Math.abs(left), t);
  if (left < 0) return { span: 'time-past', words: t('work.late', { time }) };
  return { span: left < day ? 'time-soon' : '', words: t('work.left', { time }) };
}

export function useClock(): (end: string) => Clock {
  const { t } = useTranslation();
  return (end) => clockOf(end, Date.now(), t);
}

export function lengthOf(span: number, t: TFunction): string {
  return span < day
    ? t('work.hours', { count: Math.ceil(span / hour) })
    : t('work.days', { count: Math.floor(span / day) });
}

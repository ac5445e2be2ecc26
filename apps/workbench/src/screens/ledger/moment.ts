/** A moment as people of the language write it, to the second, with the day unless it is today. */
export function moment(milliseconds: number, language: string, now = new Date()): string {
  const date = new Date(milliseconds);
  const isToday = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...(!isToday && { dateStyle: 'medium' }),
    timeStyle: 'medium',
  }).format(date);
}

/** The same with day and zone: on paper nobody knows when today was. */
export function printedMoment(milliseconds: number, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    ...{ hourCycle: 'h23', timeZoneName: 'short' },
  }).format(new Date(milliseconds));
}

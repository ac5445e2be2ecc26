/** What everyone who looks at this server should know, said at start, in `/readyz` and on the front page. */
import type { Settings } from '../settings/settings.ts';

export function warningsOf(settings: Settings): readonly string[] {
  return [
    ...(settings.auth === 'off'
      ? [
          'CHARTHOUSE_AUTH=off: there is no sign-in yet. Whoever reaches this port reads and changes every record; only this machine can.',
        ]
      : []),
    ...(settings.validation === 'off'
      ? ['CHARTHOUSE_VALIDATION=off: what is written is not checked; only its type and id must be right.']
      : []),
  ];
}

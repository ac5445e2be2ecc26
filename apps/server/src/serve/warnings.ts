/** What everyone who looks at this server should know, said at start, in `/readyz` and on the front page. */
import type { Settings } from '../settings/settings.ts';

export function warningsOf(settings: Settings): readonly string[] {
  return [
    ...(settings.auth === 'off'
      ? [
          'CHARTHOUSE_AUTH=off: nobody signs in. Whoever reaches this port reads and changes every record; only this machine can.',
        ]
      : []),
    ...(settings.audit === 'off'
      ? ['CHARTHOUSE_AUDIT=off: nothing is recorded; nobody will know who looked. For measurements only.']
      : []),
    ...(settings.validation === 'off'
      ? ['CHARTHOUSE_VALIDATION=off: what is written is not checked; only its type and id must be right.']
      : []),
  ];
}

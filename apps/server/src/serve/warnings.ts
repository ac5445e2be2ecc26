/** What everyone who looks at this server should know, said at start, in `/readyz` and on the front page. */
import { isLoopback } from '../settings/loopback.ts';
import type { Settings } from '../settings/settings.ts';

/** https for others, plain http here. */
function isBehindUnknownProxy({ publicUrl, tlsCert, trustedProxies }: Settings): boolean {
  return publicUrl?.startsWith('https://') === true && tlsCert === undefined && trustedProxies.length === 0;
}

export function warningsOf(settings: Settings): readonly string[] {
  return [
    ...(settings.auth === 'off'
      ? [
          'CHARTHOUSE_AUTH=off: nobody signs in. Whoever reaches this port reads and changes every record; only this machine can.',
        ]
      : []),
    ...(settings.auth === 'on' && isBehindUnknownProxy(settings)
      ? [
          'CHARTHOUSE_URL is served by something before this server that CHARTHOUSE_TRUSTED_PROXIES does not name: every client has its address, in the access log and in the limits of sign-in.',
        ]
      : []),
    ...(settings.publicUrl?.startsWith('http:') && !isLoopback(new URL(settings.publicUrl).hostname)
      ? [
          'CHARTHOUSE_URL is no https address: passwords and records travel in clear between clients and what serves it.',
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

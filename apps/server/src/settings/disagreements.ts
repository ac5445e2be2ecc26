/** What settings are wrong together, one sentence each. */
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings.ts';

export function disagreements(settings: Settings): string[] {
  return rules.flatMap((rule) => rule(settings) ?? []);
}

type Rule = (settings: Settings) => string | undefined;

const rules: readonly Rule[] = [
  ({ host, auth }) =>
    isLoopback(host) || auth === 'on'
      ? undefined
      : `CHARTHOUSE_HOST=${host} is refused with CHARTHOUSE_AUTH=off: without sign-in only this machine may connect. Use 127.0.0.1, ::1 or localhost.`,
  ({ host, auth, tlsCert, trustedProxies }) =>
    isLoopback(host) || auth === 'off' || tlsCert !== undefined || trustedProxies.length > 0
      ? undefined
      : `CHARTHOUSE_HOST=${host} is refused: passwords and records would travel in clear. Set CHARTHOUSE_TLS_CERT and CHARTHOUSE_TLS_KEY, or CHARTHOUSE_TRUSTED_PROXIES when a proxy before this server speaks https.`,
  ({ host, auth, publicUrl }) =>
    isLoopback(host) || auth === 'off' || publicUrl?.startsWith('https://')
      ? undefined
      : `CHARTHOUSE_HOST=${host} needs CHARTHOUSE_URL, the https address that clients use: tokens name it, and requests for other hosts are refused.`,
  ({ tlsCert, tlsKey }) =>
    (tlsCert === undefined) === (tlsKey === undefined)
      ? undefined
      : 'CHARTHOUSE_TLS_CERT and CHARTHOUSE_TLS_KEY go together: set both or none.',
  ({ tlsCert, publicUrl }) =>
    tlsCert === undefined || publicUrl === undefined || publicUrl.startsWith('https://')
      ? undefined
      : 'CHARTHOUSE_URL must begin with https:// when CHARTHOUSE_TLS_CERT is set.',
  ({ auth, publicUrl }) =>
    auth === 'on' && publicUrl !== undefined && new URL(publicUrl).pathname !== '/'
      ? 'CHARTHOUSE_URL must have no path when CHARTHOUSE_AUTH=on: sign-in needs a host of its own.'
      : undefined,
  ({ ssoIssuer, ssoClientId }) =>
    (ssoIssuer === undefined) === (ssoClientId === undefined)
      ? undefined
      : 'CHARTHOUSE_SSO_ISSUER and CHARTHOUSE_SSO_CLIENT_ID go together: set both or none.',
  ({ anchorUrl, anchorContract, anchorKeyFile }) =>
    anchorUrl === undefined && (anchorContract ?? anchorKeyFile) !== undefined
      ? 'CHARTHOUSE_ANCHOR_CONTRACT and CHARTHOUSE_ANCHOR_KEY_FILE go with CHARTHOUSE_ANCHOR_URL.'
      : undefined,
  ({ audit, auth, host }) =>
    audit === 'off' && (auth !== 'off' || !isLoopback(host))
      ? 'CHARTHOUSE_AUDIT=off is refused: it is for measurements on this machine without sign-in. Use buffered or durable.'
      : undefined,
  ({ pageDefault, pageLimit }) =>
    pageDefault > pageLimit ? 'CHARTHOUSE_PAGE_DEFAULT must not be greater than CHARTHOUSE_PAGE_LIMIT.' : undefined,
];

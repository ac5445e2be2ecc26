/** A person's own account: how they sign in. */
import { roles } from '@charthouse/access';
import type { Account } from '../accounts/account.ts';
import type { AppLetIn } from '../clients/let-in.ts';
import type { Factors } from '../factors/factors.ts';
import type { TotpSetup } from '../factors/totp.ts';
import { type Html, html } from './html.ts';
import { pageText } from './page.ts';
import { qrCode } from './qr-code.ts';

export interface AccountPage {
  readonly account: Account;
  readonly factors: Factors;
  readonly apps: readonly AppLetIn[];
  readonly csrf: string;
  readonly problem?: string;
  /** A code app that is being set up. */
  readonly setup?: TotpSetup;
  /** Recovery codes that were just made: shown once. */
  readonly codes?: readonly string[];
}

const titleOf = (role: string) => roles[role]?.title ?? role;

export function accountPage(page: AccountPage): string {
  const { account, problem, codes } = page;
  return pageText({
    title: 'Your account',
    problem,
    wide: true,
    script: '/auth/assets/passkey.js',
    body: html`<p>${account.name} <span class="soft">${account.email}${account.roles.length > 0 && ` · ${account.roles.map(titleOf).join(', ')}`}</span></p>
${codes && freshCodes(page, codes)}
${passkeys(page)}
${codeApp(page)}
${recovery(page)}
${apps(page)}
<h2>Password</h2>
<form method="post" action="/auth/account/password">
<input type="hidden" name="csrf" value="${page.csrf}">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="1024">
<button class="plain">Change the password</button>
</form>
<p class="actions"><a href="/auth/session/end">Sign out</a></p>`,
  });
}

function button(page: AccountPage, at: { path: string; words: string; fields?: Html }): Html {
  return html`<form method="post" action="/auth/account/${at.path}">
<input type="hidden" name="csrf" value="${page.csrf}">${at.fields}
<button class="plain">${at.words}</button>
</form>`;
}

function passkeys(page: AccountPage): Html {
  const { csrf, factors } = page;
  return html`<h2>Passkeys</h2>
<p class="soft">Sign in with your fingerprint, face or a security key: nothing to remember, nothing to steal.</p>
<ul class="plain">${factors.passkeys.map(
    ({ id, name, created }) =>
      html`<li><span>${name} <span class="soft">since ${new Date(created).toISOString().slice(0, 10)}</span></span>
${button(page, { path: 'passkey-remove', words: 'Remove', fields: html`<input type="hidden" name="id" value="${id}">` })}</li>`,
  )}</ul>
<form method="post" action="/auth/account/passkey" data-passkey="/auth/account/passkey-options" data-create hidden>
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="response">
<label for="name">Name of the device</label>
<input id="name" name="name" type="text" maxlength="60" value="This device">
<button>Add a passkey</button>
<p role="status"></p>
</form>`;
}

function codeApp(page: AccountPage): Html {
  const { csrf, factors, setup } = page;
  if (factors.totp)
    return html`<h2>Authenticator app</h2>
${button(page, { path: 'totp-remove', words: 'Remove the authenticator app' })}`;
  if (!setup)
    return html`<h2>Authenticator app</h2>
${button(page, { path: 'totp', words: 'Set up an authenticator app' })}`;
  return html`<h2>Authenticator app</h2>
<p>Scan this with an authenticator app. On this phone: <a href="${setup.address}">open it in your app</a>.</p>
${qrCode(setup.address, 'QR code of the key below')}
<p>Or type this key into the app:<br><span class="mono">${setup.secret.match(/.{1,4}/g)?.join(' ')}</span></p>
<form method="post" action="/auth/account/totp-confirm">
<input type="hidden" name="csrf" value="${csrf}">
<label for="code">Code that the app shows</label>
<input id="code" name="code" class="code" type="text" inputmode="numeric" autocomplete="one-time-code" required maxlength="12">
<button>Use this app</button>
</form>`;
}

function recovery(page: AccountPage): Html {
  const { recoveryCodes: left } = page.factors;
  return html`<h2>Recovery codes</h2>
<p class="soft">${left === 0 ? 'None. Make some, for when a phone is lost.' : `${left} are left.`}</p>
${button(page, { path: 'recovery-codes', words: left === 0 ? 'Make recovery codes' : 'Make new ones; the old ones end' })}`;
}

function freshCodes({ account }: AccountPage, codes: readonly string[]): Html {
  return html`<div role="status" class="sheet"><h2>Keep these recovery codes</h2>
<p>Each opens your account once in place of a code. They are not shown again: print this page now (only the codes are printed), or write them down.</p>
<ul class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ul>
<p class="soft">Charthouse, ${account.email}</p></div>`;
}

function apps(page: AccountPage): Html {
  const stop = (id: string) =>
    button(page, { path: 'app-stop', words: 'Stop', fields: html`<input type="hidden" name="client" value="${id}">` });
  return html`<h2>Apps you let in</h2>
${page.apps.length === 0 && html`<p class="soft">None now.</p>`}
<ul class="plain">${page.apps.map(({ id, name }) => html`<li><span>${name}</span>${stop(id)}</li>`)}</ul>`;
}

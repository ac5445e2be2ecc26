/** The first question: who are you? */
import { type Html, html } from './html.ts';
import { pageText } from './page.ts';

export interface SignInPage {
  /** Where the form goes, without a slash at its end. */
  readonly action: string;
  readonly csrf: string;
  /** Name of the app that asks. */
  readonly app: string;
  /** What was typed before. */
  readonly email?: string;
  readonly problem?: string;
  /** Name of another provider to sign in with. */
  readonly provider?: string;
}

export function signInPage({ action, csrf, app, email = '', problem, provider }: SignInPage): string {
  return pageText({
    title: 'Sign in',
    problem,
    script: '/auth/assets/passkey.js',
    body: html`<p class="soft">to go on to <strong>${app}</strong></p>
${provider !== undefined && upstreamForm({ action, csrf, provider })}
<form method="post" action="${action}/password">
<input type="hidden" name="csrf" value="${csrf}">
<label for="email">Email address</label>
<input id="email" name="email" type="email" autocomplete="username webauthn" required maxlength="254" value="${email}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024">
<button>Sign in</button>
</form>
${passkeyForm({ action, csrf, words: 'Sign in with a passkey' })}
<p class="soft"><small>Forgotten your password? Ask an administrator for a new link.</small></p>`,
  });
}

/** Shown by the script where the browser has passkeys. */
export function passkeyForm(form: { readonly action: string; readonly csrf: string; readonly words: string }): Html {
  return html`<form method="post" action="${form.action}/passkey" data-passkey="${form.action}/passkey-options" hidden>
<input type="hidden" name="csrf" value="${form.csrf}">
<input type="hidden" name="response">
<button class="plain">${form.words}</button>
<p role="status"></p>
</form>`;
}

function upstreamForm(form: { readonly action: string; readonly csrf: string; readonly provider: string }): Html {
  return html`<form method="post" action="${form.action}/upstream">
<input type="hidden" name="csrf" value="${form.csrf}">
<button>Sign in with ${form.provider}</button>
</form>
<p class="soft">or with an account of this server:</p>`;
}

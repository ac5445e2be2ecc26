/** Where a one-time link leads: a first or new password. */
import { leastCharacters } from '../passwords/rules.ts';
import { html } from './html.ts';
import { pageText } from './page.ts';

export function setPasswordPage(page: { action: string; csrf: string; email: string; problem?: string }): string {
  return pageText({
    title: 'Choose a password',
    problem: page.problem,
    body: html`<form method="post" action="${page.action}">
<input type="hidden" name="csrf" value="${page.csrf}">
<label for="username">Email address</label>
<input id="username" type="email" name="username" value="${page.email}" autocomplete="username" readonly>
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="1024" aria-describedby="rule">
<p id="rule" class="soft"><small>At least ${leastCharacters} characters. Several words in a row are easy to remember; no capitals, digits or signs are asked for.</small></p>
<button>Keep this password</button>
</form>`,
  });
}

export function passwordKeptPage(): string {
  return pageText({
    title: 'The password is kept',
    body: html`<p>You can sign in with it now. Add a passkey or an authenticator app at once: a password alone can be stolen.</p>
<p><a class="button" href="/auth/account">Go to your account</a></p>`,
  });
}

export function spentLinkPage(): string {
  return pageText({
    title: 'This link does not work any more',
    body: html`<p>It was used already, or is older than a day. Ask an administrator for a new one: <code>charthouse user reset</code> makes it.</p>`,
  });
}

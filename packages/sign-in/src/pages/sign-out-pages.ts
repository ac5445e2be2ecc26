/** Signing out: asked once, then said. https://openid.net/specs/openid-connect-rpinitiated-1_0.html */
import { html, trusted } from './html.ts';
import { pageText } from './page.ts';

/** `form`: of oidc-provider, with its own protection against forgery. */
export function signOutPage(form: string): string {
  return pageText({
    title: 'Sign out of Charthouse?',
    body: html`<p>Apps that you used here are signed out, too.</p>
${trusted(form)}
<div class="actions">
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button form="op.logoutForm" class="plain">Stay signed in</button>
</div>`,
  });
}

export function signedOutPage(): string {
  return pageText({
    title: 'You are signed out',
    body: html`<p>On a shared computer, close the browser window as well.</p>`,
  });
}

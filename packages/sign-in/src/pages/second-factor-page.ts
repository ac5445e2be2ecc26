/** The second question: a code, or a passkey. */
import { html } from './html.ts';
import { pageText } from './page.ts';
import { passkeyForm } from './sign-in-page.ts';

export interface SecondFactorPage {
  readonly action: string;
  readonly csrf: string;
  readonly hasCode: boolean;
  readonly hasPasskey: boolean;
  readonly problem?: string;
}

export function secondFactorPage({ action, csrf, hasCode, hasPasskey, problem }: SecondFactorPage): string {
  return pageText({
    title: 'One more step',
    problem,
    script: hasPasskey ? '/auth/assets/passkey.js' : undefined,
    body: html`${hasPasskey && passkeyForm({ action, csrf, words: 'Use your passkey' })}
<form method="post" action="${action}/code">
<input type="hidden" name="csrf" value="${csrf}">
<label for="code">${hasCode ? 'Code from your authenticator app, or a recovery code' : 'Recovery code'}</label>
<input id="code" name="code" class="code" type="text" autocomplete="one-time-code" required maxlength="32" autofocus>
<button>Go on</button>
</form>
<form method="post" action="${action}/begin-again">
<input type="hidden" name="csrf" value="${csrf}">
<button class="plain">Sign in as somebody else</button>
</form>`,
  });
}

/** When a request to sign in cannot go on. */
import { html } from './html.ts';
import { pageText } from './page.ts';

export function errorPage(reason: string): string {
  return pageText({
    title: 'This sign-in cannot go on',
    body: html`<p>The reason: ${reason}.</p>
<p>Go back to the app and begin again. If it happens once more, show this page to whoever looks after the app.</p>`,
  });
}

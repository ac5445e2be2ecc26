/** Which visit of the patient an app is about, when it asks for one. */
import type { Choice } from './consent-page.ts';
import { html } from './html.ts';
import { pageText } from './page.ts';

export interface EncounterPage {
  readonly action: string;
  readonly csrf: string;
  readonly app: string;
  readonly patient: Choice;
  readonly encounters: readonly Choice[];
  readonly problem?: string;
}

export function encounterPage({ action, csrf, app, patient, encounters, problem }: EncounterPage): string {
  return pageText({
    title: 'Which visit?',
    problem,
    wide: true,
    body: html`<p><strong>${app}</strong> works with one visit of <strong>${patient.name}</strong> <span class="soft about">${patient.about}</span></p>
<form method="post" action="${action}/consent">
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="patient" value="${patient.id}">
${encounters.length === 0 && html`<p>There are no visits of this patient that you may see.</p>`}
<fieldset><legend class="hidden">Visits, newest first</legend>
<ul class="plain">${[...encounters, { id: '', name: 'No visit in particular', about: '' }].map(
      ({ id, name, about }) =>
        html`<li><label><input type="radio" name="encounter" value="${id}" required> <span>${name} <span class="soft about">${about}</span></span></label></li>`,
    )}</ul></fieldset>
<div class="actions">
<button name="answer" value="allow">Go on</button>
<button name="answer" value="refuse" class="plain" formnovalidate>Refuse</button>
</div>
</form>`,
  });
}

/** What an app would be allowed to do, in words; and about which patient. */
import { type Html, html } from './html.ts';
import { pageText } from './page.ts';
import { scopeWords } from './scope-words.ts';

/** One of those to choose among. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What tells it from others: a birth date, a time. */
  readonly about: string;
}

export interface ConsentPage {
  readonly action: string;
  readonly csrf: string;
  readonly app: string;
  readonly scopes: readonly string[];
  /** Who is signed in. */
  readonly person: string;
  /** A patient has to be chosen among these; absent: none has to. */
  readonly choices?: readonly Choice[];
  /** What was searched for. */
  readonly sought?: string;
  /** The patient it is about, when that is settled. */
  readonly patient?: Choice;
  readonly problem?: string;
}

export function consentPage(page: ConsentPage): string {
  const { action, csrf, app, person, choices, patient, problem } = page;
  return pageText({
    title: `Let ${app} in?`,
    problem,
    wide: true,
    body: html`<p class="soft">You are signed in as ${person}.</p>
${choices && searchForm(page)}
<form method="post" action="${action}/consent">
<input type="hidden" name="csrf" value="${csrf}">
${choices && patientList(choices, page.sought)}
${patient && html`<p>It opens the record of <strong>${patient.name}</strong> <span class="soft about">${patient.about}</span></p>`}
<h2>It will be able to</h2>
<ul>${page.scopes
      .map(scopeWords)
      .filter(Boolean)
      .map((words) => html`<li>${words}</li>`)}</ul>
<div class="actions">
<button name="answer" value="allow">Let it in</button>
<button name="answer" value="refuse" class="plain" formnovalidate>Refuse</button>
</div>
</form>`,
  });
}

function searchForm({ action, sought = '' }: ConsentPage): Html {
  return html`<h2>Whose record?</h2>
<form method="get" action="${action}" role="search">
<label for="patient">Name of the patient</label>
<input id="patient" name="patient" type="search" value="${sought}" maxlength="100">
<button class="plain">Search</button>
</form>`;
}

function patientList(choices: readonly Choice[], sought: string | undefined): Html {
  if (choices.length === 0)
    return html`<p role="status">${sought ? 'Nobody of that name. Try fewer letters.' : 'Search for a patient to choose one.'}</p>`;
  return html`<fieldset><legend class="hidden">Patients</legend>
<ul class="plain">${choices.map(
    ({ id, name, about }) =>
      html`<li><label><input type="radio" name="patient" value="${id}" required> <span>${name} <span class="soft about">${about}</span></span></label></li>`,
  )}</ul></fieldset>`;
}

/** Who and which visit an app is launched about, as chosen on the pages of the last question. */
import type { FastifyReply } from 'fastify';
import type { Known } from '../known.ts';
import type { LaunchContext } from '../launch/contexts.ts';
import type { Choice } from '../pages/consent-page.ts';
import { encounterPage } from '../pages/encounter-page.ts';
import type { SignInParts } from '../parts.ts';
import { csrfOf, sendPage } from './forms.ts';
import type { Interaction } from './interaction.ts';

/** An app that asks for a visit asks for its patient, too. */
export function needsPatient(scopes: readonly string[]): boolean {
  return scopes.some((one) => one === 'launch/patient' || one === 'launch/encounter' || one.startsWith('patient/'));
}

export function needsEncounter(scopes: readonly string[], { encounter }: LaunchContext): boolean {
  return scopes.includes('launch/encounter') && encounter === undefined;
}

interface Visit {
  readonly app: string;
  readonly person: Known;
  readonly patient: Choice;
}

/** The visit that was chosen, `''` for none in particular; else the question was sent. */
export async function chosenEncounter(
  parts: SignInParts,
  { interaction, reply }: { readonly interaction: Interaction; readonly reply: FastifyReply },
  { app, person, patient }: Visit,
): Promise<string | FastifyReply> {
  const { form, action, uid, targets } = interaction;
  const given = form.get('encounter');
  if (given === '') return given;
  const [found] = given === null ? [] : await parts.findEncounters(person, { patient: patient.id, id: given });
  if (found) return found.id;
  const problem = given === null ? undefined : 'This is no visit of the patient. Choose another one.';
  const encounters = await parts.findEncounters(person, { patient: patient.id });
  const page = { action, csrf: csrfOf(parts.cookieKey, uid), app, patient, encounters, problem };
  return sendPage(given === null ? reply : reply.code(400), encounterPage(page), targets);
}

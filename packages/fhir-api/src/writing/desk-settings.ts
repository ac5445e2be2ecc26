/** Settings of a desk are resources of the record: what the desk could not use is refused where it is written. */
import type { NamedPermission } from '@charthouse/access';
import { OutcomeError, outcomes } from '@charthouse/fhir-model';
import type { Pending } from './versions.ts';

/** Settings as the content of a Library: https://hl7.org/fhir/R4/library.html */
export interface DeskSettings {
  /** Of the Library. */
  readonly id: string;
  /** What whoever writes them must have. */
  readonly needs: NamedPermission;
  /** What is wrong with the text of its content, by name of the setting; none: the desk can use it. */
  readonly problems: (text: string) => readonly string[];
}

/** @throws OutcomeError 403 without the permission; 422 with an issue for each problem */
export function refuseUnusableSettings(changes: readonly Pending[], settings: readonly DeskSettings[]): void {
  for (const { call, type, id, resource } of changes) {
    const desk = type === 'Library' ? settings.find((one) => one.id === id) : undefined;
    if (!desk) continue;
    if (call.may && !call.may(desk.needs))
      throw outcomes.forbidden(`Library/${id} holds settings: changing them needs the permission ${desk.needs}.`);
    if (!resource) continue;
    const [content] = Array.isArray(resource.content) ? resource.content : [];
    const data = content && typeof content === 'object' && 'data' in content ? content.data : undefined;
    const problems =
      typeof data === 'string'
        ? desk.problems(Buffer.from(data, 'base64').toString('utf8'))
        : ['the settings are expected as JSON in content[0].data, in base64'];
    if (problems.length === 0) continue;
    const expression = [`${call.place ? `${call.place}.` : ''}Library.content[0].data`];
    throw new OutcomeError(
      422,
      problems.map((diagnostics) => ({ severity: 'error', code: 'business-rule', diagnostics, expression })),
    );
  }
}

/** A notice as a Communication, which is its row in the ledger of notices: https://hl7.org/fhir/R4/communication.html */
import { createHash } from 'node:crypto';
import type { WriteCall } from '@charthouse/fhir-api';
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import type { DueNotice, NoticeLevel, SentNotice } from '../../rules/people/notices.ts';
import { codingsOf, objects, referenceOf, referencesOf } from '../../rules/reading/elements.ts';
import { type Asking, searchAll } from '../ask.ts';

const categorySystem = 'https://charthouse.dev/fhir/CodeSystem/communication';
const levelSystem = 'https://charthouse.dev/fhir/CodeSystem/notice-level';
const channelSystem = 'https://charthouse.dev/fhir/CodeSystem/notice-channel';
const keySystem = 'https://charthouse.dev/fhir/identifier/notice';

export interface Sending {
  readonly level: NoticeLevel;
  /** ISO 8601 */
  readonly at: string;
  readonly words: Readonly<Record<string, string>>;
  /** Who sends; absent: the rules. */
  readonly sender?: string;
}

/** The write of a notice; the same notice cannot be written twice. */
export function noticeCall({ practitioner, level, works }: DueNotice, sending: Sending): WriteCall {
  const { at, sender } = sending;
  const tasks = works.map(({ task }) => task).sort();
  const parts = `${practitioner} ${level} ${tasks.join(' ')} ${works.map(({ given }) => given).sort()}`;
  const key = createHash('sha256').update(parts).digest('hex').slice(0, 40);
  const resource: Resource = {
    ...{ resourceType: 'Communication', status: 'completed' },
    identifier: [{ system: keySystem, value: key }],
    category: [{ coding: [{ system: categorySystem, code: 'deficiency-notice' }] }],
    medium: [{ coding: [{ system: channelSystem, code: sending.level.channel }] }],
    topic: { coding: [{ system: levelSystem, code: String(level) }], text: sending.level.title },
    about: tasks.map((reference) => ({ reference })),
    // the first is whom it is for, the others get a copy
    recipient: [practitioner, ...(sending.level.copyTo ?? [])].map((reference) => ({ reference })),
    ...(sender !== undefined && { sender: { reference: sender } }),
    sent: at,
    payload: [{ contentString: filled(sending.level.text, sending.words) }],
  };
  const criteria = [['identifier', `${keySystem}|${key}`] as const];
  return { kind: 'create', type: 'Communication', criteria, resource, place: '' };
}

/** The hospital's words with what they ask for; what is not known stays as it is written. */
export function filled(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}

export interface StoredNotice extends SentNotice {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  readonly text: string;
  readonly seen?: string;
  readonly sentAt: string;
  readonly sender?: string;
  readonly copies: readonly string[];
}

/** The ledger of notices, the newest first; of one practitioner, or of all. @throws OutcomeError */
export async function storedNotices(asking: Asking, practitioner?: string): Promise<StoredNotice[]> {
  const found = await searchAll(asking, 'Communication', [
    ['category', `${categorySystem}|deficiency-notice`],
    ...(practitioner === undefined ? [] : [['recipient', practitioner] as const]),
  ]);
  return found
    .filter(({ status }) => status === 'completed')
    .map(noticeOf)
    .filter((one) => practitioner === undefined || one.practitioner === practitioner)
    .sort((a, b) => b.sent - a.sent);
}

function noticeOf(one: Resource): StoredNotice {
  const [practitioner = '', ...copies] = referencesOf(one.recipient);
  const [topic] = objects(one.topic);
  const sender = referenceOf(one.sender);
  const sentAt = String(one.sent);
  return {
    ...{ id: String(one.id), practitioner, copies, sentAt, sent: Date.parse(sentAt) },
    level: Number(codingsOf(one.topic)[0]?.code ?? 1),
    channel: codingsOf(one.medium)[0]?.code ?? '',
    title: String(topic?.text ?? ''),
    text: textOf(one.payload),
    tasks: referencesOf(one.about),
    ...(typeof one.received === 'string' && { seen: one.received }),
    ...(sender !== undefined && { sender }),
  };
}

const textOf = (payload: JsonObject[string] | undefined) => String(objects(payload)[0]?.contentString ?? '');

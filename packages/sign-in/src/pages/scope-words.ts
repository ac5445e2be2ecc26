/** Scopes in words that people understand. */

const words: Readonly<Record<string, string>> = {
  openid: 'know that it is you',
  fhirUser: 'know who you are in the record',
  profile: 'know your name',
  offline_access: 'go on when you are not there, until you or an administrator stops it',
  online_access: 'go on as long as you are signed in',
};

const whose: Readonly<Record<string, string>> = {
  patient: 'of this patient',
  user: 'that you may see or change yourself',
};

const actionWords: readonly (readonly [letters: RegExp, words: string])[] = [
  [/^(read|rs?|s)$/, 'read'],
  [/^(write|c?u?d?)$/, 'change'],
  [/^(\*|c?r?u?d?s?)$/, 'read and change'],
];

/** Empty: nothing that a person has to know. */
export function scopeWords(scope: string): string {
  const known = words[scope];
  if (known) return known;
  const [, level, type, actions, query] = /^(patient|user)\/([^.]+)\.([^?]+)(?:\?(.+))?$/.exec(scope) ?? [];
  if (!level || !type || !actions) return '';
  const verb = actionWords.find(([letters]) => letters.test(actions))?.[1] ?? 'use';
  const what = type === '*' ? 'everything' : `every ${type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}`;
  return `${verb} ${what} ${whose[level]}${query ? ` where ${query.replaceAll('&', ' and ')}` : ''}`;
}

/** Settings on a screen: each has its place, and changing one leaves the others as they are. */
import { expect, test } from 'vitest';
import { defaultSettings } from '../../settings.ts';
import { sectionsOf, valueAt, withValue } from './fields.ts';

test('each setting of the screen is one of those that there are', () => {
  const settings = {
    ...defaultSettings,
    sources: [{ source: 'https://ehr', signs: 'here' as const, link: 'https://l' }],
  };
  const fields = sectionsOf(settings).flatMap((section) => section.fields);
  expect(fields.length).toBeGreaterThan(25);
  for (const { path, kind } of fields) {
    const value = valueAt(settings, path);
    expect(value, path.join('.')).toBeDefined();
    if (Array.isArray(kind)) expect(kind).toContain(value);
    if (kind === 'days') expect(value).toBeTypeOf('number');
  }
});

test('one is changed and all others stay', () => {
  const changed = withValue(defaultSettings, ['notices', 'levels', 1, 'afterDays'], 9);
  expect(changed.notices.levels.map(({ afterDays }) => afterDays)).toEqual(
    defaultSettings.notices.levels.map(({ afterDays }, i) => (i === 1 ? 9 : afterDays)),
  );
  expect({ ...changed, notices: defaultSettings.notices }).toEqual(defaultSettings);
});

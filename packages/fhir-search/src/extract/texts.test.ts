import { expect, test } from 'vitest';
import { textsOf } from './texts.ts';

const words = (text: string) => text.split(/\s+/).filter(Boolean);

test('the narrative without its markup, and every text of the resource', () => {
  const { narrative, content } = textsOf({
    resourceType: 'DiagnosticReport',
    id: 'a',
    text: { status: 'generated', div: '<div xmlns="x"><p>Fever &amp; <b>chills</b>&#233;&lt;5</p><!-- no --></div>' },
    conclusion: 'Influenza',
    presentedForm: [{ data: 'SGVsbG8=', title: 'Report' }],
    contained: [{ resourceType: 'Patient', text: { div: '<div>inner</div>' } }],
    code: { coding: [{ system: 'http://loinc.org', display: 'X-ray', userSelected: true }] },
    subject: { reference: 'Patient/1', display: 'Ann' },
    issued: '2020-01-02T10:00:00Z',
  });
  expect(words(narrative)).toEqual(['Fever', '&', 'chills', 'é<5']);
  for (const word of ['Fever', 'Influenza', 'Report', 'inner', 'X-ray', 'Ann']) expect(words(content)).toContain(word);
  expect(content).not.toMatch(/SGVsbG8|<div|xmlns|loinc|Patient\/1|2020/);
});

test('texts without end are cut where the index of words ends', () => {
  const { content } = textsOf({ resourceType: 'Basic', note: ['x'.repeat(300_000), 'more'] });
  expect(content.length).toBe(200_000);
});

import { describe, expect, it } from 'vitest';
import { shaped, shapeOf } from './shape.ts';
import { queryOf } from './url.ts';

const patient =
  '{"resourceType":"Patient","id":"1","meta":{"versionId":"1"},"text":{"status":"generated","div":"<div/>"},"extension":[{"url":"http://x","valueDecimal":1.0}],"name":[{"family":"A"}],"photo":[{"url":"u"}],"birthDate":"2000-01-01","_birthDate":{"id":"b"}}';

const shapeText = (text: string, query: string) => JSON.parse(shaped(text, shapeOf({ query: queryOf(query) })));

describe('_summary and _elements', () => {
  it('leave the text untouched when the whole is wanted', () => {
    expect(shaped(patient, shapeOf({ query: queryOf('_summary=false') }))).toBe(patient);
  });

  it('true keeps the summary elements of the definition', () => {
    const cut = shapeText(patient, '_summary=true');
    expect(Object.keys(cut).sort()).toEqual(['_birthDate', 'birthDate', 'id', 'meta', 'name', 'resourceType']);
    expect(cut.meta.tag).toEqual([
      { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' },
    ]);
  });

  it('true looks into nested elements as well', () => {
    const observation =
      '{"resourceType":"Observation","id":"1","status":"final","code":{"text":"x"},"component":[{"code":{"text":"y"},"valueString":"v","interpretation":[{"text":"z"}]}]}';
    expect(shapeText(observation, '_summary=true').component).toEqual([{ code: { text: 'y' }, valueString: 'v' }]);
  });

  it('data drops the narrative, text keeps it and mandatory elements only', () => {
    expect(shapeText(patient, '_summary=data')).not.toHaveProperty('text');
    expect(Object.keys(shapeText(patient, '_summary=text')).sort()).toEqual(['id', 'meta', 'resourceType', 'text']);
  });

  it('_elements keeps what is named and what is mandatory', () => {
    expect(Object.keys(shapeText(patient, '_elements=name,birthDate')).sort()).toEqual([
      '_birthDate', 'birthDate', 'id', 'meta', 'name', 'resourceType',
    ]); // biome-ignore format: one list
    const observation = '{"resourceType":"Observation","id":"1","status":"final","code":{"text":"x"},"valueInteger":3}';
    expect(Object.keys(shapeText(observation, '_elements=value')).sort()).toEqual([
      'code',
      'id',
      'meta',
      'resourceType',
      'status',
      'valueInteger',
    ]);
  });

  it('keeps numbers as written in what stays', () => {
    expect(shaped(patient, shapeOf({ query: queryOf('_elements=extension') }))).toContain('"valueDecimal":1.0');
  });

  it('works inside bundles and leaves included resources whole for _elements', () => {
    const bundle = `{"resourceType":"Bundle","type":"searchset","entry":[{"resource":${patient},"search":{"mode":"match"}},{"resource":${patient},"search":{"mode":"include"}}]}`;
    const cut = shapeText(bundle, '_elements=name');
    expect(cut.entry[0].resource).not.toHaveProperty('photo');
    expect(cut.entry[1].resource).toHaveProperty('photo');
  });

  it('leave modifier elements in, which change what the rest means, also in nested elements', () => {
    const modified =
      '{"resourceType":"Observation","id":"1","implicitRules":"http://r","modifierExtension":[{"url":"http://m","valueCode":"x"}],"status":"final","code":{"text":"x"},"note":[{"text":"n"}],"component":[{"modifierExtension":[{"url":"http://m"}],"code":{"text":"y"},"interpretation":[{"text":"z"}]}]}';
    for (const query of ['_elements=value', '_summary=true', '_summary=text', '_summary=data'])
      expect(shapeText(modified, query)).toMatchObject({ implicitRules: 'http://r', modifierExtension: [{}] });
    expect(shapeText(modified, '_elements=value')).not.toHaveProperty('note');
    expect(shapeText(modified, '_summary=true').component[0]).toHaveProperty('modifierExtension');
    const person = '{"resourceType":"Patient","id":"1","active":false,"gender":"male"}';
    expect(Object.keys(shapeText(person, '_elements=name'))).toEqual(['resourceType', 'id', 'active', 'meta']);
  });

  it('_elements names elements at the root: what is none counts for nothing', () => {
    const language = '{"resourceType":"Patient","id":"1","language":"de","gender":"male"}';
    expect(shapeText(language, '_elements=gender,communication.language')).not.toHaveProperty('language');
    expect(shapeText(language, '_elements=Patient.gender')).toHaveProperty('gender', 'male');
    expect(shaped(language, shapeOf({ query: queryOf('_elements=nope,') }))).toBe(language);
  });

  it('refuses nonsense', () => {
    expect(() => shapeOf({ query: queryOf('_summary=maybe') })).toThrow('_summary is "maybe"');
    expect(() => shapeOf({ query: queryOf('_summary=true&_elements=name') })).toThrow('cannot be used together');
  });
});

/** The questionnaire that a response answers, where it is stored here. https://hl7.org/fhir/R4/questionnaireresponse-definitions.html#QuestionnaireResponse.questionnaire */
import { isObject, type JsonObject, type JsonValue, parseJson } from '@charthouse/fhir-model';
import type { ApiParts } from './parts.ts';
import { matchesOf } from './writing/criteria.ts';

/** Of several with the address the one that was changed last. */
const most = 20;

export async function storedQuestionnaire(response: JsonValue, parts: ApiParts): Promise<JsonObject | undefined> {
  if (!isObject(response) || response.resourceType !== 'QuestionnaireResponse') return undefined;
  const { questionnaire } = response;
  if (typeof questionnaire !== 'string' || questionnaire.startsWith('#')) return undefined;
  const [url = '', version] = questionnaire.split('|');
  const query = [['url', url] as const, ...(version === undefined ? [] : [['version', version] as const])];
  const matches = await parts.store.transaction(async (tx) => {
    const [found = []] = await matchesOf(
      [{ type: 'Questionnaire', query: query.map(escaped), limit: most }],
      tx,
      parts,
    );
    return found;
  });
  const stored = await parts.store.readMany(matches.map(({ id }) => ({ type: 'Questionnaire', id })));
  const [newest] = [...stored.values()].toSorted((a, b) => b.lastUpdated - a.lastUpdated);
  if (!newest?.body) return undefined;
  const { value } = parseJson(newest.body, { depth: parts.settings.depthLimit });
  return isObject(value) ? value : undefined;
}

/** What means something in searches is taken as it stands: https://hl7.org/fhir/R4/search.html#escaping */
function escaped([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, value.replace(/[\\,$|]/g, '\\$&')];
}

/** `_text` and `_content`: words in the narrative, in all texts. https://hl7.org/fhir/R4/search.html#content */
import { outcomes } from '@charthouse/fhir-model';
import { never } from '../clause.ts';
import { withoutEscapes } from '../query/values.ts';
import { refuseModifier, type Special } from './special.ts';

export const words =
  (column: 'narrative' | 'content'): Special =>
  (modifier, criterion, { fullText, isContained }) => {
    if (isContained && criterion.depth > 0) return never; // a chain leads into contained resources, too, which have no texts of their own
    if (isContained)
      throw outcomes.badRequest(
        `${criterion.written} looks into whole resources; leave it out, or _contained, where contained ones are searched.`,
      );
    if (!fullText)
      throw outcomes.notSupported(
        `${criterion.written} needs the index of texts, which is not complete: it is being filled, or CHARTHOUSE_FULL_TEXT is off.`,
      );
    refuseModifier(modifier, criterion);
    const query = withoutEscapes(criterion.value);
    if (!/[\p{L}\p{N}]/u.test(query))
      throw outcomes.badRequest(`${criterion.written}: "${query}" has no word to look for.`);
    return { kind: 'words', column, query };
  };

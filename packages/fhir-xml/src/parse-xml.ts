/** XML text -> DOM, safely: what every reader of XML from outside goes through. https://www.w3.org/TR/xml/ */
import { DOMParser, type Document, ParseError } from '@xmldom/xmldom';
import { defaultXmlLimits, malformedXml, preflight, type XmlLimits } from './preflight.ts';

/** XML 1.0 line ends. (xmldom's own function would also turn U+2028 and U+0085, which are content, into LF.) */
export function normaliseLineEnds(text: string): string {
  const start = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return start.includes('\r') ? start.replace(/\r\n?/g, '\n') : start;
}

/**
 * The DOM of well-formed XML 1.0 with namespaces; nodes carry `lineNumber` and `columnNumber`.
 * @throws OutcomeError 400 with line and column: another encoding than UTF-8 declared, not well-formed, DOCTYPE, nesting over the
 * limit; 413: too long.
 */
export function parseXml(text: string, limits: XmlLimits = defaultXmlLimits): Document {
  const source = normaliseLineEnds(text);
  refuseOtherEncodings(source);
  preflight(source, limits);
  let problem: string | undefined;
  const parser = new DOMParser({
    normalizeLineEndings: (all) => all,
    onError(_level, message) {
      if (message.startsWith('Unicode replacement character')) return;
      problem ??= message;
      throw new Error(message);
    },
  });
  try {
    return parser.parseFromString(source, 'application/xml');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const place = error.locator as { lineNumber?: number; columnNumber?: number } | undefined;
    const what = problem ?? error.message;
    throw malformedXml(`This is not well-formed XML: ${what}`, place?.lineNumber || 1, place?.columnNumber || 1);
  }
}

/** The text was read as UTF-8, whatever its declaration says. https://www.w3.org/TR/xml/#charencoding */
function refuseOtherEncodings(source: string): void {
  const declared = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]*)/.exec(source);
  const name = declared?.[1];
  if (name !== undefined && !/^(utf-?8|us-ascii)$/i.test(name))
    throw malformedXml(`The XML declares the encoding "${name}"; write it as UTF-8`, 1, 1);
}

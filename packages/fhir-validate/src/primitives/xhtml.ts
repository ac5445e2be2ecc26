/** The narrative: safe, well-formed, basic XHTML in one div. https://hl7.org/fhir/R4/narrative.html#xhtml */
import type { JsonValue } from '@charthouse/fhir-model';
import { shown } from '../words.ts';
import { type PrimitiveFormat, wrongKind } from './format.ts';

const elements = new Set(
  (
    'p br div h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr address bdo kbd ' +
    'sub sup ul ol li dl dt dd pre table caption colgroup col thead tr tfoot tbody th td code samp img map area s strike u font'
  ).split(' '),
);
const attributes = new Set(
  (
    'title style class id lang xml:lang dir accesskey tabindex xmlns span width height align valign char charoff abbr axis headers ' +
    'scope rowspan colspan nowrap bgcolor clear a.href a.name a.charset a.type a.hreflang a.rel a.rev a.shape a.coords a.target ' +
    'img.src img.alt img.longdesc img.usemap img.ismap img.border map.name area.shape area.coords area.href area.nohref ' +
    'area.alt table.summary table.border table.frame table.rules table.cellspacing table.cellpadding blockquote.cite q.cite ' +
    'pre.space pre.xml:space ol.type ol.start ul.type li.value font.color font.size font.face hr.noshade hr.size'
  ).split(' '),
);

const attribute = `\\s+([A-Za-z_][\\w:.-]*)\\s*=\\s*("[^"<]*"|'[^'<]*')`;
const token = new RegExp(
  `<(/?)([A-Za-z][\\w:.-]*)((?:${attribute})*)\\s*(/?)>|<!--(?:[^-]|-(?!-))*-->|[^<&]+|&(?:#\\d+|#x[\\da-fA-F]+|[A-Za-z]\\w*);`,
  'y',
);
const attributeToken = new RegExp(attribute, 'g');
/** Links with a scheme that opens something and runs nothing, or without a scheme. */
const harmlessLink = /^(?:(?:https?|mailto|tel|ftp|urn|cid):|data:image\/|[^:]*(?:$|[/?#]))/i;
/** Character references that hide letters from the pattern above. */
const hidden = /&(?!amp;|lt;|gt;|quot;|apos;)/;
const harmfulStyle = /javascript:|vbscript:|expression\s*\(|@import|behavio(?:u)?r\s*:|-moz-binding/i;
const styleLink = /url\s*\(\s*["']?([^"')]*)/gi;
const namespace = 'http://www.w3.org/1999/xhtml';

/** More problems of one narrative than this help nobody. */
const enough = 50;

export const xhtml: PrimitiveFormat = {
  type: 'xhtml',
  accepts: (value) => typeof value === 'string' && narrativeProblems(value).next().done === true,
  problem: (value) => problemsOf(value)[0]!,
  problems: problemsOf,
};

function problemsOf(value: JsonValue): readonly string[] {
  if (typeof value !== 'string') return [wrongKind(value, 'xhtml', 'a string')];
  const all: string[] = [];
  for (const problem of narrativeProblems(value)) if (all.push(problem) >= enough) break;
  return [...new Set(all)];
}

/** Everything wrong, up to where the text is no markup any more. */
function* narrativeProblems(text: string): Generator<string, void> {
  const open: string[] = [];
  let content = false;
  let closed = false;
  let outside = false;
  for (token.lastIndex = 0; token.lastIndex < text.length; ) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match)
      return yield `The narrative is not well-formed or not allowed XHTML at ${shown(text.slice(at, at + 30))}.`;
    const next = token.lastIndex;
    const [whole, slash, name, list, , , empty] = match;
    if (name === undefined) {
      if (whole.startsWith('<!--') || !/\S/.test(whole)) continue;
      content = true;
      outside ||= open.length === 0;
    } else if (slash) {
      const last = open.at(-1);
      if (last !== name || list)
        yield `The narrative closes </${name}> where ${last ? `</${last}>` : 'nothing'} is open.`;
      const from = open.lastIndexOf(name);
      if (from >= 0) open.length = from;
      closed = open.length === 0;
    } else {
      const root = open.length === 0;
      outside ||= root && (closed || name !== 'div');
      yield* tagProblems(name, list ?? '', root && name === 'div');
      if (name === 'img') content = true;
      if (!empty) open.push(name);
      else closed = root;
    }
    token.lastIndex = next; // it is shared
  }
  if (outside) yield 'The narrative must be one div with everything inside.';
  if (open.length > 0) yield `The narrative does not close <${open.at(-1)}>.`;
  if (!content) yield 'The narrative is empty; write some text into the div or leave it out.';
}

function* tagProblems(name: string, list: string, root: boolean): Generator<string, void> {
  if (!elements.has(name)) yield `<${name}> is not allowed in a narrative (basic formatting only); remove it.`;
  let space: string | undefined;
  for (const [, attributeName, quoted] of list.matchAll(attributeToken)) {
    if (attributeName === undefined || quoted === undefined) continue;
    const value = decoded(quoted.slice(1, -1));
    if (attributeName === 'xmlns') space = value;
    const problem = attributeProblem(name, attributeName, value);
    if (problem) yield problem;
  }
  if (root && space !== namespace) yield `The div of a narrative needs xmlns="${namespace}".`;
}

function attributeProblem(name: string, attributeName: string, value: string): string | undefined {
  if (elements.has(name) && !attributes.has(attributeName) && !attributes.has(`${name}.${attributeName}`))
    return `The attribute ${attributeName} is not allowed on <${name}> in a narrative; remove it.`;
  if ((attributeName === 'href' || attributeName === 'src') && isHarmful(value))
    return `The ${attributeName} of <${name}> runs or embeds content, which a narrative must not; remove it.`;
  if (attributeName === 'style' && isHarmfulStyle(value))
    return `The style of <${name}> loads or runs content, which a narrative must not; remove it.`;
  return undefined;
}

function isHarmfulStyle(style: string): boolean {
  return (
    harmfulStyle.test(style) ||
    [...style.matchAll(styleLink)].some(
      ([, link]) => isHarmful(link!) || /^(?!data:image\/)(?:[a-z]+:|\/\/)/i.test(link!),
    )
  );
}

function isHarmful(link: string): boolean {
  return hidden.test(link) || !harmlessLink.test(link.replace(/\s/g, ''));
}

/** Character references of links are resolved, so that they hide nothing. */
function decoded(text: string): string {
  return text.replace(/&#(x?)([\da-fA-F]+);/g, (whole, hex: string, digits: string) => {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

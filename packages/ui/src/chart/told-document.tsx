/**
 * A document of HTML or C-CDA as its text: only elements that say something, no attribute but the span of a cell, so that nothing in it
 * runs, is fetched or leads anywhere. https://hl7.org/cda/stds/core/ (narrative block)
 */
import { createElement, Fragment, type ReactNode } from 'react';

/** Element of the document -> element on the screen. */
const shown: Readonly<Record<string, string>> = {
  ...{ p: 'p', paragraph: 'p', br: 'br', ul: 'ul', ol: 'ol', list: 'ul', li: 'li', item: 'li', caption: 'caption' },
  ...{ table: 'table', thead: 'thead', tbody: 'tbody', tfoot: 'tfoot', tr: 'tr', td: 'td', th: 'th' },
  ...{ b: 'b', strong: 'strong', i: 'i', em: 'em', sub: 'sub', sup: 'sup', pre: 'pre', blockquote: 'blockquote' },
  ...{ h1: 'h3', h2: 'h3', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4', dl: 'dl', dt: 'dt', dd: 'dd', hr: 'hr', div: 'div' },
};
/** What in them is not text for people. */
const dropped: ReadonlySet<string> = new Set([
  'script',
  'style',
  'head',
  'template',
  'iframe',
  'object',
  'svg',
  'noscript',
  'textarea',
  'select',
  'button',
]);
const empty: ReadonlySet<string> = new Set(['br', 'hr']);
/** Between the rows of a table there is no text. */
const noText: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr']);

const isHtml = (type: string) => /html/.test(type);

/** Whether a document of that type can be told as text. */
export const canBeTold = (type: string) => isHtml(type) || /[/+]xml\b/.test(type) || /cda/i.test(type);

export function ToldDocument({ text, type }: { readonly text: string; readonly type: string }) {
  const parsed = new DOMParser().parseFromString(text, isHtml(type) ? 'text/html' : 'text/xml');
  const isBroken = parsed.getElementsByTagName('parsererror').length > 0;
  if (isBroken) return <pre className="document">{text}</pre>;
  if (isHtml(type)) return <div className="document told">{told(parsed.body)}</div>;
  const sections = [...parsed.getElementsByTagName('*')].filter(({ localName }) => localName === 'section');
  if (sections.length === 0) return <pre className="document">{text}</pre>;
  return (
    <div className="document told">
      {sections.map((section, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sections of a document do not change
        <Fragment key={at}>
          <h3>{childOf(section, 'title')?.textContent}</h3>
          {told(childOf(section, 'text'))}
        </Fragment>
      ))}
    </div>
  );
}

const childOf = (of: Element, name: string) => [...of.children].find(({ localName }) => localName === name);

function told(of: Element | undefined): ReactNode[] {
  return [...(of?.childNodes ?? [])].map((node, key) => {
    if (node.nodeType === Node.TEXT_NODE) return of && noText.has(of.localName) ? null : node.textContent;
    if (!(node instanceof Element) || dropped.has(node.localName)) return null;
    const name = shown[node.localName];
    if (name === undefined) return createElement(Fragment, { key }, ...told(node));
    if (empty.has(name)) return createElement(name, { key });
    return createElement(name, { key, ...spans(node) }, ...told(node));
  });
}

function spans(node: Element) {
  const number = (name: string) => Number(node.getAttribute(name)) || undefined;
  return node.localName === 'td' || node.localName === 'th'
    ? { colSpan: number('colspan'), rowSpan: number('rowspan') }
    : {};
}

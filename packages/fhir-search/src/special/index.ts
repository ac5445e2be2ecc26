/** The parameters that are no index of a search type, by name. */
import { id } from './id.ts';
import { lastUpdated } from './last-updated.ts';
import { list } from './list.ts';
import type { Special } from './special.ts';
import { words } from './words.ts';

export const specials: Readonly<Record<string, Special>> = {
  _id: id,
  _lastUpdated: lastUpdated,
  _list: list,
  _text: words('narrative'),
  _content: words('content'),
};

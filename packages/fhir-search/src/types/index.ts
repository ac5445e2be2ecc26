/** The search types, by the code that definitions name them with. */
import { composite } from './composite/composite.ts';
import { date } from './date/date.ts';
import { near } from './near/near.ts';
import { number } from './number/number.ts';
import { quantity } from './quantity/quantity.ts';
import { reference } from './reference/reference.ts';
import type { SearchType } from './search-type.ts';
import { string } from './string/string.ts';
import { token } from './token/token.ts';
import { uri } from './uri/uri.ts';

export const searchTypes: Readonly<Record<string, SearchType>> = {
  composite,
  date,
  number,
  quantity,
  reference,
  special: near,
  string,
  token,
  uri,
};

/** The registry of primitive formats: one for each primitive type of the definitions. */
import { base64Binary } from './base64-binary.ts';
import { boolean } from './boolean.ts';
import { dates } from './dates.ts';
import type { PrimitiveFormat } from './format.ts';
import { numbers } from './numbers.ts';
import { texts } from './texts.ts';
import { uris } from './uris.ts';
import { xhtml } from './xhtml.ts';

export const primitiveFormats: ReadonlyMap<string, PrimitiveFormat> = new Map(
  [boolean, base64Binary, ...numbers, ...texts, ...uris, ...dates, xhtml].map((format) => [format.type, format]),
);

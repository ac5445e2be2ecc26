/** Turns the text of a setting into its value, or says what it should have been. */
import { isIP } from 'node:net';

/** Returns the value; throws an Error whose message completes "NAME must be …". */
export type Parser<T> = (text: string) => T;

export const text: Parser<string> = (value) => value;

/** A whole number between two limits, `_` allowed between digits. */
export function integer(least: number, most: number): Parser<number> {
  return (value) => {
    const number = /^\d[\d_]*$/.test(value) ? Number(value.replaceAll('_', '')) : Number.NaN;
    if (!(number >= least && number <= most)) throw new Error(`a whole number from ${least} to ${most}`);
    return number;
  };
}

export const onOff: Parser<boolean> = (value) => {
  if (value === 'on') return true;
  if (value === 'off') return false;
  throw new Error('`on` or `off`');
};

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): Parser<T> {
  return (value) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw new Error(`one of ${words.map((known) => `\`${known}\``).join(', ')}`);
    return word;
  };
}

const units: Readonly<Record<string, number>> = { '': 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** A size such as `50MB` or `16kB`, in bytes; a number alone means bytes. */
export function bytes(least: string): Parser<number> {
  return (value) => {
    const size = sizeOf(value);
    if (size === undefined || size < sizeOf(least)!)
      throw new Error(`a size such as 50MB, at least ${least}; a number alone means bytes`);
    return size;
  };
}

function sizeOf(value: string): number | undefined {
  const match = /^(\d+)\s*([kmg]b|)$/i.exec(value.trim());
  return match ? Number(match[1]) * units[match[2]!.toLowerCase()]! : undefined;
}

/** Origins separated by commas or blanks, as browsers send them: https://www.rfc-editor.org/rfc/rfc6454#section-6.2 */
export const origins: Parser<readonly string[]> = (value) =>
  value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(originOf);

function originOf(word: string): string {
  if (word === '*') return word;
  const url = URL.canParse(word) ? new URL(word) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/` || /[?#]$/.test(word))
    throw new Error('`*` or origins such as https://app.example.org (without a path), separated by commas');
  return url.origin;
}

/** An absolute http(s) address, returned without a slash at its end. */
export const httpAddress: Parser<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('an address such as https://record.example.org');
  return value.replace(/\/+$/, '');
};

export const postgresAddress: Parser<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Error('an address such as postgresql://user:password@host:5432/database');
  }
  return value;
};

/** Addresses and networks (CIDR), separated by commas or blanks. */
export const addresses: Parser<readonly string[]> = (value) =>
  value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => {
      const [address = '', length, more] = word.split('/');
      const most = isIP(address) === 6 ? 128 : 32;
      const fits = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= most);
      if (isIP(address) === 0 || !fits || more !== undefined)
        throw new Error('addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by commas');
      return word;
    });

/** A secret that cannot be guessed. */
export const key: Parser<string> = (value) => {
  if (!/^\S{32,}$/.test(value))
    throw new Error('at least 32 characters without blanks, such as `openssl rand -base64 32` prints');
  return value;
};

/** Several of them, separated by commas. */
export const keys: Parser<readonly string[]> = (value) =>
  value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(key);

const listed = (value: string): string[] =>
  value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/** References to organizations of the record, separated by commas. */
export const organizations: Parser<readonly string[]> = (value) => {
  const found = listed(value);
  if (found.some((word) => !/^Organization\/[A-Za-z0-9.-]{1,64}$/.test(word)))
    throw new Error('references such as Organization/17, separated by commas');
  return found;
};

/** Security labels, separated by commas. */
export const labels: Parser<readonly string[]> = (value) => {
  const found = listed(value);
  if (found.some((word) => !/^[^|\s]*\|[^|\s]+$/.test(word)))
    throw new Error('labels such as https://example.org/labels|internal, separated by commas');
  return found;
};

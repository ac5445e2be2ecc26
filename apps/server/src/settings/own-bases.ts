/** Under which addresses this server is reached: absolute references below them are its own. */
import { fhirPath } from '@charthouse/fhir-api';
import type { AddressSettings } from './own-address.ts';

const loopback = ['localhost', '127.0.0.1', '::1'];

/** The bases of the FHIR API, without slashes at their ends: the public one, and the port under every name of this machine. */
export function ownBases({ publicUrl, host, port, tlsCert }: AddressSettings): readonly string[] {
  const [scheme, usual] = tlsCert === undefined ? ['http', 80] : ['https', 443];
  const here = [...new Set([...loopback, host])].map((name) => {
    const address = name.includes(':') ? `[${name}]` : name;
    return port === usual ? `${scheme}://${address}` : `${scheme}://${address}:${port}`;
  });
  return [...(publicUrl === undefined ? [] : [publicUrl]), ...here].map((url) => `${url}${fhirPath}`);
}

/** Under which addresses this server is reached: absolute references below them are its own. */
import { fhirPath } from '@charthouse/fhir-api';
import type { Settings } from './settings.ts';

const loopback = ['localhost', '127.0.0.1', '::1'];

/** The bases of the FHIR API, without slashes at their ends: the public one, and the port under every name of this machine. */
export function ownBases({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): readonly string[] {
  const here = [...new Set([...loopback, host])].map((name) => {
    const address = name.includes(':') ? `[${name}]` : name;
    return port === 80 ? `http://${address}` : `http://${address}:${port}`;
  });
  return [...(publicUrl === undefined ? [] : [publicUrl]), ...here].map((url) => `${url}${fhirPath}`);
}

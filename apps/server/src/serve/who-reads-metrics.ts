/** `/metrics` has no personal data, but says how busy a house is: this machine reads it, others with a token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../settings/loopback.ts';
import type { Settings } from '../settings/settings.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

export function mayReadMetrics(
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
  { metricsToken }: Pick<Settings, 'metricsToken'>,
): boolean {
  const given = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (metricsToken !== undefined && given !== undefined) return timingSafeEqual(digest(given), digest(metricsToken));
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isForwarded && isLoopback((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
}

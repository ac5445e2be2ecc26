/** What kind of address a request is for, without any name, id or value in it: the label of metrics and logs. */

const fixed = new Set(['/', '/healthz', '/readyz', '/metrics', '/fhir/R4/metadata']);
const known = new Set(['_history', '_search']);

/** For example `/fhir/R4/:type/:id/_history`. */
export function routeClass(address: string): string {
  const path = address.split('?', 1)[0]!;
  if (fixed.has(path)) return path;
  if (!path.startsWith('/fhir/R4')) return 'other';
  const segments = path.slice('/fhir/R4'.length).split('/').filter(Boolean).slice(0, 6);
  return `/fhir/R4${segments.map(classOf).join('')}`;
}

function classOf(segment: string, place: number): string {
  if (known.has(segment)) return `/${segment}`;
  if (segment.startsWith('$')) return '/$operation';
  return (['/:type', '/:id', '/:part', '/:version'] as const)[place] ?? '/:more';
}

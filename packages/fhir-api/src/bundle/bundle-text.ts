/** Bundles composed as text, so that stored resources pass through unparsed: https://hl7.org/fhir/R4/bundle.html */

export interface BundleEntry {
  readonly fullUrl?: string;
  /** JSON text of the resource. */
  readonly resource?: string;
  readonly search?: { readonly mode: 'match' | 'include' | 'outcome' };
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: {
    readonly status: string;
    readonly location?: string;
    readonly etag?: string;
    readonly lastModified?: string;
    /** JSON text of an OperationOutcome. */
    readonly outcome?: string;
  };
}

export interface BundleLink {
  readonly relation: 'self' | 'next' | 'first';
  readonly url: string;
}

export interface BundleHead {
  readonly id: string;
  readonly type: 'searchset' | 'history' | 'batch-response' | 'transaction-response';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly total?: number;
  /** The total is an estimate; said in an extension-free way: a tag of the bundle. */
  readonly estimated?: boolean;
  readonly links?: readonly BundleLink[];
}

const estimateTag = [{ system: 'https://charthouse.dev/fhir/CodeSystem/bundle-tag', code: 'estimated-total' }];

export function bundleText(head: BundleHead, entries: readonly BundleEntry[]): string {
  const meta = { lastUpdated: new Date(head.at).toISOString(), ...(head.estimated && { tag: estimateTag }) };
  const start = JSON.stringify({
    resourceType: 'Bundle',
    id: head.id,
    meta,
    type: head.type,
    ...(head.total !== undefined && { total: head.total }),
    ...(head.links?.length && { link: head.links }),
  });
  if (entries.length === 0) return start;
  return `${start.slice(0, -1)},"entry":[${entries.map(entryText).join(',')}]}`;
}

function entryText({ fullUrl, resource, search, request, response }: BundleEntry): string {
  const fields: string[] = [];
  if (fullUrl !== undefined) fields.push(`"fullUrl":${JSON.stringify(fullUrl)}`);
  if (resource !== undefined) fields.push(`"resource":${resource}`);
  if (search) fields.push(`"search":${JSON.stringify(search)}`);
  if (request) fields.push(`"request":${JSON.stringify(request)}`);
  if (response) {
    const { outcome, ...rest } = response;
    const text = JSON.stringify(rest);
    fields.push(`"response":${outcome === undefined ? text : `${text.slice(0, -1)},"outcome":${outcome}}`}`);
  }
  return `{${fields.join(',')}}`;
}

/** A browser without a script: cookies, redirects and forms, for tests. */

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly headers: Headers;
}

export interface Browser {
  readonly cookies: Map<string, { value: string; path: string }>;
  /** Follows redirects as long as they stay below the address of the server and `stop` is not at the beginning of one. */
  go(url: string, init?: RequestInit): Promise<Page>;
  /** Sends the form of a page whose action ends with `action`, with these fields besides the hidden ones. */
  submit(page: Page, action: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
}

export function newBrowser(stop: string): Browser {
  const cookies: Browser['cookies'] = new Map();
  const keep = (headers: Headers) => {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '') cookies.delete(`${name}@${path}`);
      else cookies.set(`${name}@${path}`, { value, path });
    }
  };
  const headerFor = (url: URL) =>
    [...cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split('@')[0]}=${value}`)
      .join('; ');

  const go: Browser['go'] = async (address, init = {}) => {
    let url = new URL(address);
    let request: RequestInit = init;
    for (let hops = 0; hops < 12; hops++) {
      const cookie = headerFor(url);
      const headers = { ...(request.headers as Record<string, string>), ...(cookie && { cookie }) };
      const answer = await fetch(url, { ...request, redirect: 'manual', headers });
      keep(answer.headers);
      const to = answer.headers.get('location');
      if (!to) return { status: answer.status, url: url.href, text: await answer.text(), headers: answer.headers };
      url = new URL(to, url);
      if (url.href.startsWith(stop)) return { status: answer.status, url: url.href, text: '', headers: answer.headers };
      request = {};
    }
    throw new Error(`redirects without end at ${url}`);
  };

  return {
    cookies,
    go,
    submit: (page, action, fields = {}) => {
      const form = [...page.text.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, to]) =>
        to!.endsWith(action),
      );
      if (!form) throw new Error(`no form ${action} on ${page.url}: ${page.text.slice(0, 2000)}`);
      const hidden = [...form[2]!.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
      const body = new URLSearchParams(hidden.map(([, name = '', value = '']): [string, string] => [name, value]));
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return go(new URL(form[1]!, page.url).href, { method: 'POST', body });
    },
  };
}

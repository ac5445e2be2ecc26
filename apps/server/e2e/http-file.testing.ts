/** Reads `.http` files, as editors run them, with what their answers must be: `# expect STATUS`, `# contains TEXT`. */

export interface HttpRequest {
  readonly title: string;
  /** Line of the request in its file. */
  readonly line: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expect: number;
  readonly contains: readonly string[];
}

/** `variables` replace those of the file (`@name = value`). @throws Error for a request that says no expectation */
export function readHttpFile(text: string, variables: Readonly<Record<string, string>> = {}): HttpRequest[] {
  const own = Object.fromEntries([...text.matchAll(/^@(\w+) *= *(.*)$/gm)].map(([, name, value]) => [name, value]));
  const known: Record<string, string | undefined> = { ...own, ...variables };
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (known[name] === undefined) throw new Error(`{{${name}}} has no value`);
    return known[name];
  });
  const starts = [...filled.matchAll(/^###/gm)].map(({ index }) => index);
  return starts.map((start, n) => {
    const line = filled.slice(0, start).split('\n').length;
    return readRequest(filled.slice(start, starts[n + 1]), line);
  });
}

function readRequest(text: string, line: number): HttpRequest {
  const [head = '', ...lines] = text.split('\n');
  const noted = (word: string) =>
    lines.filter((each) => each.startsWith(`# ${word} `)).map((each) => each.slice(word.length + 3).trim());
  const first = lines.findIndex((each) => /^[A-Z]+ \S/.test(each));
  const [method = '', url = ''] = (lines[first] ?? '').split(' ');
  const blank = lines.indexOf('', first);
  const headers = lines
    .slice(first + 1, blank < 0 ? undefined : blank)
    .map((each) => [each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1).trim()]);
  const body = blank < 0 ? '' : lines.slice(blank).join('\n').trim();
  const [status] = noted('expect');
  if (!method || !status) throw new Error(`line ${line}: a request and \`# expect STATUS\` are needed`);
  return {
    title: head.replace(/^###\s*/, '') || `${method} ${new URL(url).pathname}`,
    line,
    method,
    url,
    headers: Object.fromEntries(headers),
    ...(body && { body }),
    expect: Number(status),
    contains: noted('contains'),
  };
}

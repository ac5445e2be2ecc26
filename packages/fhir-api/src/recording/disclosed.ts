/**
 * Whose data a text of FHIR JSON holds, and how it is labelled: read from the answer itself, so that searches, includes,
 * histories and operations disclose nothing that is not noticed. Texts are as we write them, without blanks.
 */

/** URLs of this server, without slashes at their ends. */
export interface Bases {
  readonly own: readonly string[];
  /** As the caller spells it. */
  readonly asked?: string;
}

const reference = 'Patient/';
const resource = '"resourceType":"Patient","id":"';
const security = '"security":[{';
const idCharacters = /[A-Za-z0-9\-.]{1,64}/y;

/** Adds the ids of the patients that the resources of the text are, or refer to. */
export function addPatients(found: Set<string>, text: string, bases: Bases): void {
  addReferences(found, text, bases);
  for (let at = text.indexOf(resource); at >= 0; at = text.indexOf(resource, at + resource.length))
    if (!isContained(text, at)) addId(found, text, at + resource.length);
}

function addReferences(found: Set<string>, text: string, bases: Bases): void {
  for (let at = text.indexOf(reference); at >= 0; at = text.indexOf(reference, at + reference.length)) {
    const open = text.lastIndexOf('"', at);
    const isLink = text.startsWith('"reference":', open - 12) || text.startsWith('"fullUrl":', open - 10);
    if (!isLink || !isOwn(text.slice(open + 1, at), bases)) continue;
    addId(found, text, at + reference.length);
  }
}

function isOwn(base: string, bases: Bases): boolean {
  if (base === '') return true;
  const isBase = (one: string) => base.length === one.length + 1 && base.startsWith(one);
  return (bases.asked !== undefined && isBase(bases.asked)) || bases.own.some(isBase);
}

/** The same for the text of one stored resource: what it is stands at its beginning. */
export function addPatientsOf(found: Set<string>, body: string, bases: Bases): void {
  addReferences(found, body, bases);
  if (body.startsWith(resource, 1)) addId(found, body, resource.length + 1);
}

/** The labels of one stored resource: its meta follows its id. */
export function addLabelsOf(found: Set<string>, body: string): void {
  const meta = body.indexOf('"meta":{');
  if (meta >= 0 && meta < farthestMeta) addLabels(found, body.slice(meta, endOfObject(body, meta + 7)));
}

/** Characters of `{"resourceType":"…","id":"…",`. */
const farthestMeta = 160;

/** Behind the brace that closes the one at `at`. */
function endOfObject(text: string, at: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === backslash) i++;
    else if (code === quote) quoted = !quoted;
    else if (quoted) continue;
    else if (code === opening) depth++;
    else if (code === closing && --depth === 0) return i + 1;
  }
  return text.length;
}

const [quote, backslash, opening, closing] = [0x22, 0x5c, 0x7b, 0x7d];

/** Ids of contained resources name nothing outside of what contains them. */
function isContained(text: string, at: number): boolean {
  return at > 1 && !text.startsWith('"resource":', at - 12);
}

function addId(found: Set<string>, text: string, at: number): void {
  idCharacters.lastIndex = at;
  const id = idCharacters.exec(text)?.[0];
  if (id !== undefined) found.add(id);
}

const fullUrl = '"fullUrl":"';

/** Adds `Type/id` of the entries of a bundle. */
export function addEntries(found: Set<string>, text: string, bases: Bases): void {
  for (let at = text.indexOf(fullUrl); at >= 0; at = text.indexOf(fullUrl, at + fullUrl.length)) {
    const end = text.indexOf('"', at + fullUrl.length);
    const slash = text.lastIndexOf('/', text.lastIndexOf('/', end) - 1);
    if (slash > at + fullUrl.length && isOwn(text.slice(at + fullUrl.length, slash + 1), bases))
      found.add(text.slice(slash + 1, end));
  }
}

/** Adds the security labels of the resources of the text, as `system|code`. */
export function addLabels(found: Set<string>, text: string): void {
  for (let at = text.indexOf(security); at >= 0; at = text.indexOf(security, at + security.length)) {
    const list = text.slice(at + security.length - 2, text.indexOf(']', at) + 1);
    for (const { system = '', code } of codingsOf(list)) if (code !== undefined) found.add(`${system}|${code}`);
  }
}

/** None where the list holds more than codings: it is then cut short. */
function codingsOf(list: string): { system?: string; code?: string }[] {
  try {
    return JSON.parse(list);
  } catch {
    return [];
  }
}

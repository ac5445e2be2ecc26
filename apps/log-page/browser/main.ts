/** The page /log/verify: a file and a key in, words out. It sends nothing anywhere. */
import { type Checked, check } from './check.ts';

const chosen = element('file', HTMLInputElement);
const named = element('named', HTMLElement);
const drop = element('drop', HTMLElement);
const keys = element('keys', HTMLTextAreaElement);
const result = element('result', HTMLElement);
const form = element('form', HTMLFormElement);

let file: File | undefined;
let asked = 0;
let checkedWith = '';

chosen.addEventListener('change', () => take(chosen.files?.[0]));
chosen.addEventListener('click', () => {
  chosen.value = ''; // the same file may have changed: without this choosing it again would do nothing
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void show();
});
keys.addEventListener('change', () => {
  if (file && keys.value.trim() && keys.value !== checkedWith) void show();
});
for (const over of ['dragenter', 'dragover'] as const)
  addEventListener(over, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) drop.classList.remove('over');
});
addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  take(event.dataTransfer?.files[0]);
});

function take(given: File | undefined): void {
  if (!given) return;
  file = given;
  named.textContent = `${given.name}, ${given.size.toLocaleString('en')} bytes`;
  if (keys.value.trim()) void show();
  else keys.focus();
}

/** What was asked for last is what is shown. */
async function show(): Promise<void> {
  const turn = ++asked;
  if (!file) return say(problem('Choose the file with the proof first.', chosen));
  if (!keys.value.trim()) return say(problem('Paste the public key of the log.', keys));
  checkedWith = keys.value;
  say([paragraph('Checking…', 'soft')]);
  await new Promise((painted) => setTimeout(painted, 20));
  const checked = await read(file).then((bytes) => (bytes ? check(bytes, keys.value) : undefined));
  if (turn !== asked) return;
  if (!checked) return say(problem('The file cannot be read any more. Choose it once more.', chosen));
  say([...summary(checked), ...checked.flatMap(linesOf)]);
}

/** Where the file holds several proofs. */
function summary(all: readonly Checked[]): Node[] {
  if (all.length < 2) return [];
  const proven = all.filter(({ holds }) => holds).length;
  const isWhole = proven === all.length;
  const words = isWhole ? `✓ All ${all.length} proofs hold` : `✕ Only ${proven} of ${all.length} proofs hold`;
  return [paragraph(words, `verdict ${isWhole ? 'right' : 'wrong'}`)];
}

async function read(from: File): Promise<Uint8Array | undefined> {
  return from.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  );
}

function problem(text: string, at: HTMLElement): Node[] {
  at.focus();
  return [paragraph(text, 'verdict wrong')];
}

function linesOf({ holds, verdict, facts, findings, content }: Checked): Node[] {
  return [
    paragraph(`${holds ? '✓' : '✕'} ${verdict}`, `verdict ${holds ? 'right' : 'wrong'}`),
    ...(facts.length > 0 && !holds ? [paragraph('The file says, without proof:', 'soft')] : []),
    ...(facts.length > 0 ? [list(facts)] : []),
    ...(findings.length > 0 ? [steps(findings)] : []),
    ...(holds
      ? [paragraph('That what was recorded is true, or complete, no proof of this kind can say.', 'soft')]
      : []),
    ...(facts.length > 0 ? [printButton()] : []),
    ...(content ? contentNodes(content) : []),
  ];
}

/** On paper: result, key and content, for whoever is handed a release. */
function printButton(): Node {
  const button = textIn('button', 'Print this result', 'plain');
  button.setAttribute('type', 'button');
  button.addEventListener('click', () => print());
  return button;
}

function list(facts: Checked['facts']): Node {
  const dl = document.createElement('dl');
  dl.append(...facts.flatMap(([label, text]) => [textIn('dt', label), textIn('dd', text)]));
  return dl;
}

function steps(findings: Checked['findings']): Node {
  const ul = document.createElement('ul');
  ul.append(...findings.map(({ holds, words }) => textIn('li', `${holds ? '✓' : '✕'} ${words}`, holds ? '' : 'wrong')));
  return ul;
}

const shownAtMost = 20_000;

/** The exact bytes to keep, and as much as can be read. */
function contentNodes(content: Uint8Array): Node[] {
  const text = new TextDecoder().decode(content);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content.slice()], { type: 'application/octet-stream' }));
  link.download = 'content.json';
  link.textContent = `Save it (${content.length.toLocaleString('en')} bytes)`;
  const pre = textIn('pre', text.length > shownAtMost ? `${text.slice(0, shownAtMost)}\n…` : text);
  pre.tabIndex = 0;
  pre.setAttribute('aria-label', 'What was recorded');
  pre.setAttribute('role', 'region');
  return [textIn('h2', 'What was recorded'), link, pre];
}

function say(nodes: readonly Node[]): void {
  result.replaceChildren(...nodes);
}

function paragraph(text: string, className: string): HTMLElement {
  return textIn('p', text, className);
}

function textIn(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function element<E extends HTMLElement>(id: string, kind: { new (): E; readonly prototype: E }): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
}

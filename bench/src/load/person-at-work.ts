/** Somebody at the workbench, as its screens ask the server: a step, a pause, the next; and the counts of the lists whenever they change. */
import { Agent, request } from 'node:http';
import type { Chance } from '../data/seeded.ts';

export interface Person {
  readonly address: string;
  readonly token: string;
  /** Id of the account. */
  readonly user: string;
  /** A task that nobody else takes. */
  readonly task: string;
  readonly list: string;
  /** Patients whose charts are opened, and beginnings of names that are looked for. */
  readonly patients: readonly string[];
  readonly names: readonly string[];
  readonly chance: Chance;
  /** Told how long a step took until all of it was there. */
  readonly onStep: (step: string, milliseconds: number) => void;
}

/** Milliseconds between two steps, at least and at most; between two readings of the counts, as in the browser. */
const [least, most, apart] = [2_000, 6_000, 3_000];

/** Sockets of all. */
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** Works until `signal` says so, hearing all the while of lists that have changed. @throws Error when an answer is no success */
export async function workAs(person: Person, signal: AbortSignal): Promise<void> {
  await Promise.all([hear(person, signal), step(person, signal)]);
}

type Step = (person: Person) => Promise<unknown>;

const steps: Readonly<Record<string, Step>> = {
  home: (person) => ask(person, 'GET Task/$worklist-counts'),
  list: async (person) => {
    await ask(person, `GET ${listed(person, '_count=100&_total=none')}`);
    await ask(person, `GET ${listed(person, '_count=0')}`);
  },
  further: (person) => ask(person, `GET ${listed(person, `_count=100&from=${100 * person.chance.below(400)}`)}`),
  task: (person) => ask(person, `GET Task/${person.task}`),
  chart: (person) => {
    const patient = person.chance.pick(person.patients);
    return Promise.all(
      [
        `Patient/${patient}`,
        `Encounter?patient=${patient}&_sort=-date&_count=200`,
        `Observation?patient=${patient}&_sort=-date&_count=200`,
      ].map((path) => ask(person, `GET ${path}`)),
    );
  },
  find: (person) => ask(person, `GET Patient?name=${person.chance.pick(person.names)}&_count=20`),
  move,
};

/** What is done how often, of all. */
const day = [
  'home',
  ...twice('list'),
  ...twice('further'),
  ...twice('task'),
  ...twice('chart'),
  'find',
  ...twice('move'),
];

function twice(step: string): string[] {
  return [step, step];
}

async function step(person: Person, signal: AbortSignal): Promise<void> {
  await pause(person.chance.below(most), signal);
  while (!signal.aborted) {
    const name = person.chance.pick(day);
    await timed(person, name, () => steps[name]!(person));
    await pause(least + person.chance.below(most - least), signal);
  }
}

async function timed(person: Person, name: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  person.onStep(name, performance.now() - began);
}

const listed = ({ list }: Person, more: string) => `Task/$worklist?list=${list}&${more}`;

/** Taken, or given back. */
async function move(person: Person): Promise<void> {
  const task = JSON.parse(await ask(person, `GET Task/${person.task}`));
  const { owner: _, ...free } = task;
  const system = 'https://charthouse.dev/fhir/sid/account';
  const taken = { ...free, status: 'in-progress', owner: { identifier: { system, value: person.user } } };
  const body = JSON.stringify(task.status === 'in-progress' ? { ...free, status: 'requested' } : taken);
  await ask(person, `PUT Task/${person.task}`, body);
}

function ask({ address, token }: Person, line: string, body?: string): Promise<string> {
  const [method, path] = line.split(' ', 2);
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/fhir+json' }) };
  return new Promise((resolve, reject) => {
    const sent = request(`${address}/fhir/R4/${path}`, { agent, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${line}: ${answer.statusCode} ${text.slice(0, 500)}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** Reads the counts when lists have changed, every few seconds at most. */
async function hear(person: Person, signal: AbortSignal): Promise<void> {
  let changed = false;
  const { address, token } = person;
  const sent = request(
    `${address}/workbench/events`,
    { headers: { authorization: `Bearer ${token}` }, signal },
    (answer) =>
      answer
        .setEncoding('utf8')
        .on('data', (text: string) => {
          changed ||= text.includes('event: work');
        })
        .on('error', () => {}),
  );
  sent.on('error', () => {}).end();
  while (!signal.aborted) {
    await pause(apart + person.chance.below(500), signal);
    if (!changed || signal.aborted) continue;
    changed = false;
    await timed(person, 'counts', () => steps.home!(person));
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    }
    signal.addEventListener('abort', end);
  });
}

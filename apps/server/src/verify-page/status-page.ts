/** The page /log: how the ledger stands, for everyone: no record, no person, no address is on it. docs/ledger.md */
import type { LedgerStatus, WitnessState } from '@charthouse/chart-store';
import { counted } from '../command-line/figures.ts';

export interface StatusFacts {
  readonly status: LedgerStatus;
  /** Milliseconds since 1970. */
  readonly witnesses: readonly {
    readonly witness: string;
    readonly outcome: WitnessState['outcome'];
    readonly at: number;
  }[];
}

const outcomes: Readonly<Record<WitnessState['outcome'], string>> = {
  cosigned: 'cosigns the heads',
  unreachable: 'does not answer; it is asked again',
  refused: 'REFUSES the heads: they do not continue what it has seen, or it does not know this log',
  ahead: 'HAS SEEN MORE than there is now: this log was rolled back',
};

/** The page as HTML. */
export function statusPage({ status, witnesses }: StatusFacts): string {
  const { origin, size, lastCheckpoint, checkpoints, halted } = status;
  const facts = [
    ['Log', origin ?? 'not begun yet'],
    ['Leaves', counted(size, 'leaf', 'leaves')],
    ['Last head', lastCheckpoint === null ? 'none yet' : timeOf(lastCheckpoint)],
    ['Heads kept', counted(checkpoints, 'signed head')],
  ] as const;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The ledger · Charthouse</title>
<link rel="stylesheet" href="/log/verify/page.css">
<link rel="icon" href="data:,">
</head>
<body>
<main>
<p class="house">Charthouse</p>
<h1>The ledger</h1>
<p>Every version of every record, and every look at one, leaves a mark here that nobody can take back or change unseen. This page says how that stands.</p>
${verdict(status)}
${halted === null ? '' : '<p class="verdict wrong">✕ Nothing is added to the ledger: an administrator has to look. <code>charthouse ledger</code> says why.</p>'}
<dl>${facts.map(([label, text]) => `<dt>${label}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>
<h2>Witnesses</h2>
${witnessList(status, witnesses)}
<h2>What this means</h2>
<p>“Verified to” is the moment at which every mark was made again from what is stored, and compared with the tree, with all signed heads and with what the witnesses keep: up to then nothing was altered, deleted, put in or cut off. It says nothing of whether what was recorded is true.</p>
<p>Do not believe this page: <a href="/log/verify">check a proof yourself</a>, compare <a href="/log/checkpoint">the signed head</a> with what a witness keeps, with <a href="/log/keys">the public keys</a> from where you trust them.</p>
</main>
</body>
</html>
`;
}

function verdict({ verified }: LedgerStatus): string {
  if (!verified)
    return '<p class="verdict wrong">Not verified yet. <code>charthouse verify</code> does it, and the server every night.</p>';
  const when = timeOf(verified.to);
  const leaves = counted(verified.leaves, 'leaf', 'leaves');
  return verified.holds
    ? `<p class="verdict right">✓ Verified to ${when}: record and ledger agreed in ${leaves}.</p>`
    : `<p class="verdict wrong">✕ NOT VERIFIED at ${when}: record and ledger do not agree. <code>charthouse verify</code> names what was altered.</p>`;
}

function witnessList({ witnesses: cosigned }: LedgerStatus, states: StatusFacts['witnesses']): string {
  const names = [...new Set([...cosigned.map(({ name }) => name), ...states.map(({ witness }) => witness)])].toSorted();
  if (names.length === 0)
    return '<p>None. Whoever owns database and key could write another history, and nobody would hold the old one against it.</p>';
  const lines = names.map((name) => {
    const last = cosigned.find((one) => one.name === name);
    const state = states.find(({ witness }) => witness === name);
    const seen = last
      ? `has cosigned ${counted(last.size, 'leaf', 'leaves')}, ${timeOf(last.at)}`
      : 'has cosigned nothing yet';
    const bad = state !== undefined && state.outcome !== 'cosigned';
    const said = bad ? `; ${outcomes[state.outcome]} (${timeOf(state.at)})` : '';
    return `<li${bad ? ' class="wrong"' : ''}>${bad ? '✕' : '✓'} ${escaped(name)} ${seen}${said}</li>`;
  });
  return `<ul>${lines.join('')}</ul>`;
}

function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A proof as a page to print and hand over with a release of information: what, its fingerprint, its place, who cosigned, how to check. docs/ledger.md */
import { proofFacts } from '@charthouse/ledger';

export interface PrintedProof {
  readonly proof: string;
  /** Public keys of the log, one on each line. */
  readonly keys: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** HTML that needs nothing besides itself. @throws Malformed for what is no proof */
export function printPage({ proof, keys, now }: PrintedProof): string {
  const { name, version, recorded, digest, leaf, origin, size, root, witnesses } = proofFacts(proof);
  const cosigned = witnesses.map((one) => `${one.name}, ${timeOf(one.at)}`).join('; ');
  const facts: readonly (readonly [string, string])[] = [
    ['Record', version === 0 ? name : `${name}, version ${version}`],
    ['Recorded', `${timeOf(recorded)}, by the clock of the server`],
    ['Fingerprint', `SHA-256 ${digest}`],
    ['Log', origin],
    ['Place', `leaf ${leaf} of ${size}`],
    ['Signed head', `${size} leaves, root ${root}`],
    ['Cosigned by', cosigned || 'no witness: it is proven against the key of the log alone'],
    ['Public key of the log', keys.trim()],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Proof of ${escaped(name)}</title>
<style>
body { font: 11pt/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #000; background: #fff; }
h1 { font-size: 15pt; } h2 { font-size: 12pt; }
dt { font-size: 9pt; color: #444; } dd { margin: 0 0 0.5rem; overflow-wrap: anywhere; white-space: pre-line; }
pre { font-size: 7pt; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Proof for a release of information</h1>
<p>The record named here is handed over as it was recorded. It has a fingerprint and a place in a ledger that only grows, whose head is signed. If one letter of it is changed afterwards its fingerprint is another, and everyone can see that.</p>
<dl>${facts.map(([label, text]) => `<dt>${label}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>
<h2>How to check it</h2>
<ol>
<li>Take the proof (the text below, or the file that goes with this sheet) and the public key of the log from whom you trust to know it.</li>
<li>Open /log/verify of any Charthouse in a browser, cut off from the network if you like, and drop the file there; or run: charthouse verify --bundle FILE --key KEY</li>
<li>It must be called proven, and its fingerprint must be the one that is printed here.</li>
</ol>
<p>A proof shows that a record is as it was recorded, where and when; not that what was recorded is true or complete. Times are by the clock of the server; those of witnesses by theirs.</p>
<p>Printed ${timeOf(now)}</p>
<h2>The proof</h2>
<pre>${escaped(proof)}</pre>
</body>
</html>
`;
}

function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What other settings would change in the charts of the last month: nothing is written by it. */
import type { Parameters } from 'fhir/r4';
import { Table } from '../notices/table.tsx';
import { toldOf } from '../notices/told.ts';
import { useRulesWords } from '../words/rules-words.ts';

/** Changes that are listed. */
const most = 200;

export function Tried({ answer }: { readonly answer: Parameters }) {
  const words = useRulesWords();
  const { top, rows } = toldOf(answer);
  const { changeHeads: heads } = words;
  return (
    <>
      <p role="status">{words.tried(top.number('charts'), top.number('now'), top.number('wanted'))}</p>
      <Table
        caption={words.changes}
        heads={[heads.what, heads.type, heads.chart, heads.rule]}
        empty={words.noChange}
        rows={rows('change')
          .slice(0, most)
          .map((change, n) => ({
            key: String(n),
            cells: [
              words.whats[change.text('what')] ?? change.text('what'),
              change.text('type'),
              change.who('encounter').name,
              change.text('rule'),
            ],
          }))}
      />
    </>
  );
}

/** The rules of a day with their sources and cases, and whether they hold here. */

import type { Override } from '@charthouse/rulebook';
import { Button } from '@mantine/core';
import { Table } from '../notices/table.tsx';
import type { Told } from '../notices/told.ts';
import { useRulesWords } from '../words/rules-words.ts';

interface RulesTableProps {
  readonly rules: readonly Told[];
  readonly overrides: readonly Override[];
  /** Rules that are switched by what is on the screen. */
  readonly onSwitch: (rule: string, off: boolean) => void;
}

export function RulesTable({ rules, overrides, onSwitch }: RulesTableProps) {
  const words = useRulesWords();
  const { heads } = words;
  const isOff = (id: string) => overrides.some(({ rule, off }) => rule === id && off);
  return (
    <Table
      caption={`${words.rules} (${rules.length})`}
      heads={[heads.rule, heads.due, heads.source, heads.from, heads.state]}
      empty={words.none}
      rows={rules.map((rule) => {
        const [id, title] = [rule.text('id'), rule.text('title')];
        const [was, will] = [rule.text('off') === 'true', isOff(id)];
        const state = was === will ? (was ? words.off : words.inForce) : will ? words.willBeOff : words.willBeOn;
        return {
          key: id,
          cells: [
            <details key="about">
              <summary>{title}</summary>
              <p className="soft">{rule.text('explanation')}</p>
              <p className="soft">{rule.text('changed')}</p>
              <strong>{words.cases}</strong>
              <ul>
                {rule.texts('case').map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </details>,
            rule.text('due'),
            <a key="source" href={rule.text('link')} target="_blank" rel="noreferrer">
              {rule.text('source')} ({words.weights[rule.text('weight')] ?? rule.text('weight')})
            </a>,
            rule.text('from'),
            <span key="state" className="round-state">
              {state}{' '}
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${will ? words.switchOn : words.switchOff}: ${title}`}
                onClick={() => onSwitch(id, !will)}
              >
                {will ? words.switchOn : words.switchOff}
              </Button>
            </span>,
          ],
        };
      })}
    />
  );
}

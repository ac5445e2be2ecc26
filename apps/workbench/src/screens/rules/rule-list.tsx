/** The rules in their order: Alt and an arrow, a button or dragging moves one; each opens to be changed. */
import type { PlacementRule } from '@charthouse/worklist';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RuleActs, RuleRow } from './rule-row.tsx';

interface RuleListProps {
  readonly rules: readonly PlacementRule[];
  readonly onChange: (rules: readonly PlacementRule[]) => void;
}

export function RuleList({ rules, onChange }: RuleListProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const [told, setTold] = useState('');
  const keepFocus = useFocusKept(rules);
  const add = () => {
    const id = `rule-${crypto.randomUUID()}`;
    onChange([{ id, title: '', when: [], to: 'administration/unplaced' }, ...rules]);
    setOpen(id);
  };
  const move = (from: number, to: number) => {
    const rule = rules[from];
    if (!rule || to < 0 || to >= rules.length) return;
    const others = rules.filter((one) => one !== rule);
    keepFocus();
    onChange([...others.slice(0, to), rule, ...others.slice(to)]);
    setTold(t('rules.moved', { title: rule.title, at: to + 1, all: rules.length }));
  };
  const acts: RuleActs = {
    move,
    change: (next) => onChange(rules.map((rule) => (rule.id === next.id ? next : rule))),
    remove: (id) => {
      onChange(rules.filter((rule) => rule.id !== id));
      setTold(t('rules.removed'));
      document.getElementById('rules-add')?.focus();
    },
    open: (id) => setOpen(id === open ? undefined : id),
  };
  return (
    <section aria-labelledby="rules-own">
      <h2 className="page-part" id="rules-own">
        {t('rules.own')}
      </h2>
      <p className="trend-actions">
        <Button id="rules-add" size="compact-sm" variant="default" onClick={add}>
          {t('rules.add')}
        </Button>
        <span className="soft">{t('rules.keys')}</span>
      </p>
      {rules.length === 0 && <p className="soft">{t('rules.none')}</p>}
      <ol className="rules-list">
        {rules.map((rule, at) => (
          <RuleRow key={rule.id} {...{ rule, at, acts }} all={rules.length} isOpen={rule.id === open} />
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {told}
      </p>
    </section>
  );
}

/** A row that moves in the page loses the focus: it is given back. */
function useFocusKept(rules: readonly PlacementRule[]): () => void {
  const held = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the rows have moved
  useEffect(() => {
    if (held.current) document.getElementById(held.current)?.focus();
    held.current = undefined;
  }, [rules]);
  return () => {
    held.current = document.activeElement?.id;
  };
}

/** One rule: when it fits, where it sends, whether it is on. */
import { useDeskWords } from '@charthouse/ui';
import type { PlacementRule } from '@charthouse/worklist';
import { Checkbox, UnstyledButton } from '@mantine/core';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { RuleForm } from './rule-form.tsx';
import { isWhole, useRuleWords } from './rule-words.ts';

export interface RuleActs {
  readonly move: (from: number, to: number) => void;
  readonly change: (rule: PlacementRule) => void;
  readonly remove: (id: string) => void;
  readonly open: (id: string) => void;
}

interface RuleRowProps {
  readonly rule: PlacementRule;
  readonly at: number;
  readonly all: number;
  readonly isOpen: boolean;
  readonly acts: RuleActs;
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const dragged = 'application/x-charthouse-rule';

export function RuleRow({ rule, at, all, isOpen, acts }: RuleRowProps) {
  const { t } = useTranslation();
  const { list } = useDeskWords();
  const words = useRuleWords();
  const title = rule.title || t('rules.untitled');
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey ? steps[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    acts.move(at, at + step);
  };
  const onDrop = (event: DragEvent) => {
    const from = event.dataTransfer.getData(dragged);
    if (from === '') return;
    event.preventDefault();
    acts.move(Number(from), at);
  };
  return (
    <li
      data-off={rule.off === true}
      data-wrong={!isWhole(rule)}
      onKeyDown={onKeyDown}
      onDragStart={(event) => event.dataTransfer.setData(dragged, String(at))}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
    >
      <div className="rules-row">
        <span className="rules-at" draggable title={t('rules.drag')}>
          {at + 1}
        </span>
        <Checkbox
          id={`on-${rule.id}`}
          aria-label={t('rules.isOn', { title })}
          checked={!rule.off}
          onChange={({ currentTarget: { checked } }) => acts.change(turned(rule, checked))}
        />
        <span className="rules-what">
          <UnstyledButton id={`edit-${rule.id}`} aria-expanded={isOpen} onClick={() => acts.open(rule.id)}>
            <strong>{title}</strong>
          </UnstyledButton>
          <span className="soft">
            {rule.off && `${t('rules.off')} · `}
            {words(rule)}
          </span>
        </span>
        <span className="rules-to">→ {list(rule.to)}</span>
        <span className="rules-acts">
          {(['up', 'down'] as const).map((way) => (
            <UnstyledButton
              key={way}
              id={`${way}-${rule.id}`}
              aria-label={t(`rules.${way}`, { title })}
              aria-disabled={way === 'up' ? at === 0 : at === all - 1}
              onClick={() => acts.move(at, way === 'up' ? at - 1 : at + 1)}
            >
              {way === 'up' ? '↑' : '↓'}
            </UnstyledButton>
          ))}
          <UnstyledButton aria-label={t('rules.remove', { title })} onClick={() => acts.remove(rule.id)}>
            ×
          </UnstyledButton>
        </span>
      </div>
      {isOpen && <RuleForm rule={rule} onChange={acts.change} />}
    </li>
  );
}

function turned({ off: _, ...rule }: PlacementRule, isOn: boolean): PlacementRule {
  return isOn ? rule : { ...rule, off: true };
}

/** Somebody else saved rules meanwhile: what they changed, and the choice where both changed the same. */
import { useDeskWords } from '@charthouse/ui';
import type { PlacementRule } from '@charthouse/worklist';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mergeRules, type RuleConflict, type RuleSide } from './merge-rules.ts';
import { useRuleWords } from './rule-words.ts';
import type { RulesNow } from './use-rules.ts';
import type { RulesDraft } from './use-rules-draft.ts';

const sides = ['mine', 'theirs'] as const;

export function MergeRules({ now, draft }: { readonly now: RulesNow; readonly draft: RulesDraft }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Readonly<Record<string, RuleSide>>>({});
  const { rules, conflicts, taken } = mergeRules(
    { base: draft.base.rules, mine: draft.mine, theirs: now.rules },
    chosen,
  );
  return (
    <section className="identity-merge failure" role="alert">
      <strong>{t('rules.quicker', { name: now.history[0]?.name ?? '' })}</strong>
      {taken.length > 0 && <p>{t('rules.theirs-alone', { titles: taken.join(', ') })}</p>}
      {conflicts.map((conflict) => (
        <Conflict
          key={conflict.id}
          conflict={conflict}
          side={chosen[conflict.id] ?? 'mine'}
          onChoose={(side) => setChosen({ ...chosen, [conflict.id]: side })}
        />
      ))}
      <p className="trend-actions">
        <Button onClick={() => draft.change(rules, now)}>{t('rules.merge')}</Button>
        <Button variant="default" onClick={draft.drop}>
          {t('rules.takeTheirs')}
        </Button>
      </p>
    </section>
  );
}

interface ConflictProps {
  readonly conflict: RuleConflict;
  readonly side: RuleSide;
  readonly onChoose: (side: RuleSide) => void;
}

function Conflict({ conflict, side, onChoose }: ConflictProps) {
  const { t } = useTranslation();
  const say = useSaid();
  return (
    <fieldset>
      <legend>{(conflict.theirs ?? conflict.mine)?.title}</legend>
      {sides.map((one) => (
        <p key={one}>
          <label>
            <input type="radio" name={`rule-${conflict.id}`} checked={side === one} onChange={() => onChoose(one)} />{' '}
            <strong>{t(`rules.${one}`)}</strong> {say(conflict[one])}
          </label>
        </p>
      ))}
    </fieldset>
  );
}

/** A rule in one line. */
function useSaid(): (rule: PlacementRule | undefined) => string {
  const { t } = useTranslation();
  const { list } = useDeskWords();
  const words = useRuleWords();
  return (rule) =>
    rule
      ? `${rule.title}: ${words(rule)} → ${list(rule.to)}${rule.off ? ` (${t('rules.off')})` : ''}`
      : t('rules.removed');
}

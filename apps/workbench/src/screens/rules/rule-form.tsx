/** A rule while it is changed: what it is for, when it fits, where it sends, what it makes urgent. */
import { useDeskWords, useKernel } from '@charthouse/ui';
import type { PlacementRule, RuleCondition } from '@charthouse/worklist';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionFields } from './condition-fields.tsx';

interface RuleFormProps {
  readonly rule: PlacementRule;
  readonly onChange: (rule: PlacementRule) => void;
}

const priorities = ['routine', 'urgent', 'asap', 'stat'] as const;

export function RuleForm({ rule, onChange }: RuleFormProps) {
  const { t } = useTranslation();
  const { lists } = useKernel();
  const words = useDeskWords();
  const { when } = rule;
  const { priority, ...plain } = rule;
  const put = (next: readonly RuleCondition[]) => onChange({ ...rule, when: next });
  const taking = lists.filter(({ query }) => query.some(([name]) => name === '_tag'));
  return (
    <div className="rules-form">
      <TextInput
        autoFocus={rule.title === ''}
        label={t('rules.what')}
        description={t('rules.whatHint')}
        error={rule.title.trim() === '' && t('rules.needsTitle')}
        value={rule.title}
        maxLength={200}
        onChange={(event) => onChange({ ...rule, title: event.currentTarget.value })}
      />
      <fieldset>
        <legend>{t('rules.when')}</legend>
        {when.length === 0 && <p className="soft">{t('rules.always')}</p>}
        {when.map((condition, at) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
            key={`${at} of ${when.length}`}
            condition={condition}
            onChange={(next) => put(when.with(at, next))}
            onRemove={() => put(when.toSpliced(at, 1))}
          />
        ))}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => put([...when, { field: 'code', test: 'is', values: [] }])}
        >
          {t('rules.addCondition')}
        </Button>
      </fieldset>
      <div className="rules-pair">
        <NativeSelect
          label={t('rules.to')}
          value={rule.to}
          data={taking.map(({ id }) => ({ value: id, label: words.list(id) }))}
          onChange={(event) => onChange({ ...rule, to: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('rules.priority')}
          value={priority ?? ''}
          data={[
            { value: '', label: t('rules.asItCame') },
            ...priorities.map((one) => ({ value: one, label: t(`work.is-${one}`) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange(value ? { ...plain, priority: value as (typeof priorities)[number] } : plain)
          }
        />
      </div>
    </div>
  );
}

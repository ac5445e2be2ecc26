/** One condition of a rule: what of a task is asked, how, and the values. */
import { useKernel } from '@charthouse/ui';
import { type RuleCondition, ruleFields, ruleTests } from '@charthouse/worklist';
import { NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ConditionFieldsProps {
  readonly condition: RuleCondition;
  readonly onChange: (condition: RuleCondition) => void;
  readonly onRemove: () => void;
}

export function ConditionFields({ condition, onChange, onRemove }: ConditionFieldsProps) {
  const { t } = useTranslation();
  const known = useId();
  const [typed, setTyped] = useState(condition.values.join(', '));
  const suggested = useSuggested()[condition.field] ?? [];
  return (
    <div className="rules-condition">
      <NativeSelect
        label={t('rules.field')}
        value={condition.field}
        data={ruleFields.map((field) => ({ value: field, label: t(`rules.of-${field}`) }))}
        onChange={({ currentTarget: { value } }) => onChange({ ...condition, field: one(ruleFields, value) })}
      />
      <NativeSelect
        label={t('rules.test')}
        value={condition.test}
        data={ruleTests.map((test) => ({ value: test, label: t(`rules.test-${test}`) }))}
        onChange={({ currentTarget: { value } }) => onChange({ ...condition, test: one(ruleTests, value) })}
      />
      <TextInput
        label={t('rules.values')}
        title={t('rules.valuesHint')}
        placeholder={t('rules.valuesHint')}
        error={condition.values.length === 0 && t('rules.needsValue')}
        list={known}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          onChange({ ...condition, values: valuesOf(value) });
        }}
      />
      <datalist id={known}>
        {suggested.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <UnstyledButton aria-label={t('rules.removeCondition')} onClick={onRemove}>
        ×
      </UnstyledButton>
    </div>
  );
}

const valuesOf = (text: string) =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter(Boolean);

function one<T extends string>(all: readonly T[], value: string): T {
  return all.find((each) => each === value) ?? all[0]!;
}

/** What values are known, by field. */
function useSuggested(): Partial<Record<RuleCondition['field'], readonly string[]>> {
  const { desks } = useKernel();
  return {
    code: desks.flatMap(({ words }) => Object.keys(words.en.kinds)),
    priority: ['routine', 'urgent', 'asap', 'stat'],
    about: ['Patient', 'Encounter', 'DocumentReference', 'Composition', 'Observation', 'Condition', 'Claim'],
  };
}

/** A rule in words. */
import { useDeskWords } from '@charthouse/ui';
import type { PlacementRule, RuleCondition } from '@charthouse/worklist';
import { useTranslation } from 'react-i18next';

/** Whether it can be tried and saved. */
export const isWhole = ({ title, when }: PlacementRule) =>
  title.trim() !== '' && when.every(({ values }) => values.length > 0);

export function useRuleWords(): (rule: PlacementRule) => string {
  const { t, i18n } = useTranslation();
  const { kind } = useDeskWords();
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  const condition = ({ field, test, values }: RuleCondition) =>
    t(`rules.says-${test}`, {
      field: t(`rules.of-${field}`),
      values: list.format(values.map((value) => `“${(field === 'code' && kind(value)) || value}”`)),
    });
  return ({ when }) => (when.length === 0 ? t('rules.always') : when.map(condition).join('; '));
}

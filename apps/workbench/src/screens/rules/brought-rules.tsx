/** What places a task that no rule of the hospital fits: the rules of desks, then its kind. */
import { useDeskWords } from '@charthouse/ui';
import type { PlacementRule } from '@charthouse/worklist';
import { useTranslation } from 'react-i18next';
import { useRuleWords } from './rule-words.ts';

export function BroughtRules({ rules }: { readonly rules: readonly PlacementRule[] }) {
  const { t } = useTranslation();
  const { list } = useDeskWords();
  const words = useRuleWords();
  return (
    <section aria-labelledby="rules-after">
      <h2 className="page-part" id="rules-after">
        {t('rules.after')}
      </h2>
      <ul className="rules-after">
        {rules.map((rule) => (
          <li key={rule.id}>
            <strong>{rule.title}</strong> <span className="soft">{words(rule)}</span> → {list(rule.to)}
          </li>
        ))}
        <li>{t('rules.byKind')}</li>
        <li>{t('rules.else', { list: list('administration/unplaced') })}</li>
      </ul>
    </section>
  );
}

/** Every version of the rules: who made it, when, why; an earlier one can be looked at and taken up again. */
import { displayTime } from '@charthouse/ui';
import type { PlacementRule } from '@charthouse/worklist';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RulesNow } from './use-rules.ts';

interface RulesHistoryProps extends Pick<RulesNow, 'history'> {
  readonly onTake: (rules: readonly PlacementRule[]) => void;
}

export function RulesHistory({ history, onTake }: RulesHistoryProps) {
  const { t, i18n } = useTranslation();
  if (history.length === 0) return null;
  return (
    <section aria-labelledby="rules-history">
      <h2 className="page-part" id="rules-history">
        {t('rules.history')}
      </h2>
      <table className="rows">
        <thead>
          <tr>
            {(['number', 'when-saved', 'who', 'why', 'count'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`rules.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {history.map(({ version, at, name, note, rules }, index) => (
            <tr key={version}>
              <td>{version}</td>
              <td>{displayTime(at, i18n.language)}</td>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>
                <bdi>{note}</bdi>
              </td>
              <td>{rules.length}</td>
              <td>
                {index > 0 && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('rules.takeVersion', { version })}
                    onClick={() => onTake(rules)}
                  >
                    {t('rules.take')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

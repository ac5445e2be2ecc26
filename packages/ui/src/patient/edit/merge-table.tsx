/** Where two people changed the same: what it was, what each made of it, and the choice. */
import { useTranslation } from 'react-i18next';
import type { IdentityField } from './identity.ts';
import { mergeOf, type Side, type ThreeWays } from './merge-identity.ts';

interface MergeTableProps {
  readonly ways: ThreeWays;
  readonly chosen: Partial<Record<IdentityField, Side>>;
  readonly onChoose: (chosen: Partial<Record<IdentityField, Side>>) => void;
}

const sides = ['mine', 'theirs'] as const;

export function MergeTable({ ways, chosen, onChoose }: MergeTableProps) {
  const { t } = useTranslation();
  const { conflicts, taken } = mergeOf(ways);
  return (
    <section className="identity-merge" role="alert">
      <strong>{t('edit.mergeTitle')}</strong>
      <p>{t(conflicts.length > 0 ? 'edit.mergeHow' : 'edit.mergeNone')}</p>
      {conflicts.length > 0 && (
        <table className="rows">
          <thead>
            <tr>
              <td />
              {(['was', ...sides] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`edit.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {conflicts.map((field) => (
              <tr key={field}>
                <th scope="row">{t(`edit.${field}`)}</th>
                <td>{ways.base[field] || t('edit.empty')}</td>
                {sides.map((side) => (
                  <td key={side}>
                    <label>
                      <input
                        type="radio"
                        name={`merge-${field}`}
                        aria-label={`${t(`edit.${field}`)}, ${t(`edit.${side}`)}: ${ways[side][field] || t('edit.empty')}`}
                        checked={(chosen[field] ?? 'mine') === side}
                        onChange={() => onChoose({ ...chosen, [field]: side })}
                      />
                      <bdi>{ways[side][field] || t('edit.empty')}</bdi>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {taken.length > 0 && (
        <p>
          {t('edit.taken', {
            fields: taken.map((field) => `${t(`edit.${field}`)} (${ways.theirs[field] || t('edit.empty')})`).join(', '),
          })}
        </p>
      )}
    </section>
  );
}

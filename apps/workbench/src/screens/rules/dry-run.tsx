/** Where the rules would place the tasks that are open: how many, from where, by which rule, and some of them. */
import { useDeskWords } from '@charthouse/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Tried, Way } from './use-rules.ts';

export function DryRun({ tried: { examined, open, ways } }: { readonly tried: Tried }) {
  const { t } = useTranslation();
  const moving = ways.filter(({ from, to }) => from !== to);
  const sum = (some: readonly Way[]) => some.reduce((all, { count }) => all + count, 0);
  const going = sum(moving);
  return (
    <section aria-labelledby="rules-tried">
      <h2 className="page-part" id="rules-tried">
        {t('rules.tried')}
      </h2>
      <p role="status">
        <strong>{t('rules.wouldGo', { count: going })}</strong> {t('rules.wouldStay', { count: sum(ways) - going })}{' '}
        {t('rules.examined', { examined, open })}
      </p>
      {moving.length > 0 && (
        <table className="rows rules-ways">
          <thead>
            <tr>
              {(['tasks', 'from', 'to', 'by'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`rules.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {moving.map((way) => (
              <WayRow key={`${way.from} ${way.to} ${way.rule}`} way={way} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function WayRow({ way: { from, to, rule, count, tasks } }: { readonly way: Way }) {
  const { t } = useTranslation();
  const { list } = useDeskWords();
  const [desk = '', name = ''] = from.split('/');
  return (
    <tr>
      <td>
        <details>
          <summary>{count}</summary>
          <ul>
            {tasks.map(({ id = '', description, for: about }) => (
              <li key={id}>
                <Link to="/worklists/$desk/$list" params={{ desk, list: name }} search={{ at: id }}>
                  <bdi>{description ?? about?.display ?? id}</bdi>
                </Link>
              </li>
            ))}
            {count > tasks.length && <li className="soft">{t('rules.andMore', { count: count - tasks.length })}</li>}
          </ul>
        </details>
      </td>
      <td>{from === 'none' ? t('rules.nowhere') : list(from)}</td>
      <td>{list(to)}</td>
      <td>{rule ?? t('rules.noRule')}</td>
    </tr>
  );
}

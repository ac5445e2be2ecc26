/** The parts of the chart, the search inside it, and what can be done with the patient. */
import { TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';

type Tab = 'timeline' | 'problems' | 'medications' | 'results' | 'documents' | 'orders' | 'claims' | 'looked';

interface ChartTabsProps {
  readonly id: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
  readonly find: string | undefined;
  readonly isOpenForced: boolean;
}

export function ChartTabs({ id, tabs, current, find, isOpenForced }: ChartTabsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { mayBreakGlass, mayEditPatients } = usePerson();
  const search = (words: string) =>
    navigate({ to: '/patients/$id', params: { id }, search: words.trim() ? { find: words.trim() } : {} });
  return (
    <div className="chart-bar">
      <nav className="chart-tabs" aria-label={t('chart.parts')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/patients/$id"
            params={{ id }}
            search={{ tab: one }}
            aria-current={find === undefined && one === current ? 'page' : undefined}
          >
            {t(`chart.${one}`)}
          </Link>
        ))}
      </nav>
      <search className="chart-find no-print">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void search(new FormData(event.currentTarget).get('find') as string);
          }}
        >
          <TextInput
            key={find}
            name="find"
            type="search"
            size="xs"
            aria-label={t('chart.find')}
            placeholder={t('chart.find')}
            defaultValue={find}
          />
        </form>
      </search>
      <span className="chart-acts no-print">
        <Link to="/patients/$id/proof" params={{ id }}>
          {t('ledger.prove')}
        </Link>
        {mayEditPatients && (
          <Link to="/patients/$id" params={{ id }} search={{ edit: 1 }}>
            {t('edit.open')}
          </Link>
        )}
        {mayBreakGlass && !isOpenForced && (
          <Link to="/patients/$id" params={{ id }} search={{ glass: 1 }}>
            {t('glass.offer')}
          </Link>
        )}
      </span>
    </div>
  );
}

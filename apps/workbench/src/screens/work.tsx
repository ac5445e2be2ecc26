/** A worklist at its own address. */
import { useDeskWords, useKernel, WorklistView } from '@charthouse/ui';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';

export function Work() {
  const { t } = useTranslation();
  const { desk, list: name } = useParams({ from: '/worklists/$desk/$list' });
  const { at } = useSearch({ from: '/worklists/$desk/$list' });
  const navigate = useNavigate();
  const list = useKernel().list(`${desk}/${name}`);
  const words = useDeskWords();
  if (!list) return <p className="page">{t('failure.absent')}</p>;
  return (
    <div className="chart">
      <h1 className="page-title work-title">{words.list(list.id)}</h1>
      <WorklistView
        key={list.id}
        list={list}
        at={at}
        onOpen={(id) =>
          navigate({
            to: '/worklists/$desk/$list',
            params: { desk, list: name },
            search: id === undefined ? {} : { at: id },
          })
        }
        links={(task) => <ChartLink task={task} />}
      />
    </div>
  );
}

function ChartLink({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const id = /^Patient\/(.+)$/.exec(task.for?.reference ?? '')?.[1];
  if (!id) return null;
  return (
    <p>
      <Link to="/patients/$id" params={{ id }}>
        {t('work.openChart')}
      </Link>
    </p>
  );
}

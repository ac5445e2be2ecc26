/** A worklist at its own address. */
import { useDeskWords, useKernel, useLists, WorklistView } from '@charthouse/ui';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';

export function Work() {
  const { t } = useTranslation();
  const { desk, list: name } = useParams({ from: '/worklists/$desk/$list' });
  const { at, show = '' } = useSearch({ from: '/worklists/$desk/$list' });
  const navigate = useNavigate();
  const list = useKernel().list(`${desk}/${name}`);
  const words = useDeskWords();
  const go = useGo();
  if (!list) return <p className="page">{t('failure.absent')}</p>;
  const to = (search: { at?: string | undefined; show: string }) =>
    navigate({
      to: '/worklists/$desk/$list',
      params: { desk, list: name },
      search: { ...(search.at !== undefined && { at: search.at }), ...(search.show && { show: search.show }) },
    });
  return (
    <div className="chart">
      <h1 className="page-title work-title">{words.list(list.id)}</h1>
      <WorklistView
        key={list.id}
        list={list}
        at={at}
        query={show}
        onOpen={(id) => to({ at: id, show })}
        onQuery={(query) => to({ at, show: query })}
        onGo={go}
        links={(task) => <ChartLink task={task} />}
      />
    </div>
  );
}

/** `g` and a letter: home, patients, or the first list of the desk that begins so. */
function useGo(): (letter: string) => void {
  const navigate = useNavigate();
  const lists = useLists();
  const words = useDeskWords();
  return (letter) => {
    if (letter === 'h') return void navigate({ to: '/' });
    const begins = (text: string) => text.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
    const found = lists.find(({ list: { id } }) => begins(words.desk(id.split('/')[0] ?? '')));
    const [desk, list] = found?.list.id.split('/') ?? [];
    if (desk && list) void navigate({ to: '/worklists/$desk/$list', params: { desk, list } });
  };
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

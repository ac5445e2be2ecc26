/** Saved views of a list: a person's own, and those that others share. */
import { Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';

interface View {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly shared: boolean;
  readonly own: boolean;
  readonly query: string;
}

interface ViewsProps {
  readonly list: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

export function Views({ list, query, onQuery }: ViewsProps) {
  const { t } = useTranslation();
  const client = useFhirClient();
  const [open, setOpen] = useState(false);
  const path = `/workbench/views?list=${list}`;
  const found = useQuery({
    queryKey: ['work', path],
    queryFn: async () => (await (await client.send({ method: 'GET', path })).json()) as { views: View[] },
  });
  const views = found.data?.views ?? [];
  const current = views.find((view) => view.query === query);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <UnstyledButton className="work-chip" aria-expanded={open} onClick={() => setOpen(!open)}>
          {current ? current.name : t('work.views')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="work-views" role="dialog" aria-label={t('work.views')}>
        {found.error && <FailureNote error={found.error} />}
        {views.length === 0 && <p className="soft">{t('work.noViews')}</p>}
        <ul>
          {views.map((view) => (
            <li key={view.id}>
              <UnstyledButton
                aria-pressed={view === current}
                onClick={() => {
                  onQuery(view.query);
                  setOpen(false);
                }}
              >
                {view.name}
              </UnstyledButton>
              <span className="soft">{view.own ? t(view.shared ? 'work.sharedByMe' : 'work.ownView') : view.by}</span>
              {view.own && <DropView id={view.id} name={view.name} path={path} />}
            </li>
          ))}
        </ul>
        <KeepView list={list} query={query} path={path} />
      </Popover.Dropdown>
    </Popover>
  );
}

function DropView({ id, name, path }: { readonly id: string; readonly name: string; readonly path: string }) {
  const { t } = useTranslation();
  const client = useFhirClient();
  const queries = useQueryClient();
  const drop = async () => {
    await client.send({ method: 'DELETE', path: `/workbench/views/${id}` });
    await queries.invalidateQueries({ queryKey: ['work', path] });
  };
  return (
    <UnstyledButton aria-label={t('work.dropView', { name })} onClick={() => void drop()}>
      ×
    </UnstyledButton>
  );
}

function KeepView({ list, query, path }: { readonly list: string; readonly query: string; readonly path: string }) {
  const { t } = useTranslation();
  const client = useFhirClient();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [error, setError] = useState<Error>();
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await client.send({ method: 'POST', path: '/workbench/views', body: { list, name, query, shared } });
      setName('');
      setError(undefined);
      await queries.invalidateQueries({ queryKey: ['work', path] });
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <form onSubmit={keep}>
      {error && <FailureNote error={error} />}
      <TextInput
        label={t('work.keepView')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        my="xs"
        label={t('work.shareView')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Button type="submit" disabled={!name.trim()}>
        {t('work.saveView')}
      </Button>
    </form>
  );
}

/** Above the rows: how many there are, what of them is shown and in which order, saved views, and the list as a file. */
import type { Worklist } from '@charthouse/worklist';
import { NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFhirClient } from '../data/fhir-context.ts';
import { areKeysOn, turnKeys } from '../keys/keys-on.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { identifierOf, useMe } from './me.ts';
import type { Columns } from './use-columns.ts';
import type { WorkWindow } from './use-work-window.ts';
import { Views } from './views.tsx';

interface ListBarProps {
  readonly list: Worklist;
  readonly title: string;
  /** As in the address. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly columns: Columns;
  readonly window: WorkWindow;
  readonly filter: RefObject<HTMLInputElement | null>;
}

const orders = ['due', '-due', 'authored-on', '-authored-on', 'priority'] as const;

/** What can be asked for by one touch. */
function quick(
  me: string,
): readonly (readonly [id: 'mine' | 'nobodys' | 'late' | 'urgent', name: string, value: string])[] {
  return [
    ['mine', 'owner:identifier', me],
    ['nobodys', 'owner:missing', 'true'],
    ['late', 'due', 'lt{now}'],
    ['urgent', 'priority', 'stat,asap,urgent'],
  ];
}

export function ListBar({ list, title, query, onQuery, columns, window: rows, filter }: ListBarProps) {
  const { t } = useTranslation();
  const me = useMe();
  const asked = new URLSearchParams(query);
  const { system, value } = identifierOf(me);
  const change = (name: string, wanted: string | undefined) => {
    const next = new URLSearchParams(query);
    next.delete(name);
    if (wanted) next.set(name, wanted);
    onQuery(next.toString());
  };
  return (
    <div className="work-bar">
      <Words
        key={asked.get('text') ?? ''}
        value={asked.get('text') ?? ''}
        filter={filter}
        onFind={(text) => change('text', text)}
      />
      {quick(`${system}|${value}`).map(([id, name, wanted]) => (
        <UnstyledButton
          key={id}
          className="work-chip"
          aria-pressed={asked.get(name) === wanted}
          onClick={() => change(name, asked.get(name) === wanted ? undefined : wanted)}
        >
          {t(`work.only-${id}`)}
        </UnstyledButton>
      ))}
      <NativeSelect
        size="xs"
        aria-label={t('work.order')}
        value={asked.get('_sort') ?? list.sort}
        data={orders.map((order) => ({ value: order, label: t(`work.by-${order}`) }))}
        onChange={(event) =>
          change('_sort', event.currentTarget.value === list.sort ? undefined : event.currentTarget.value)
        }
      />
      <Views list={list.id} query={columns.kept} onQuery={onQuery} />
      <ColumnsMenu columns={columns} />
      {me.permissions.includes('work.export') && <SaveList list={list.id} query={columns.asked} title={title} />}
      <Keys />
      <span role="status" className="soft work-total">
        {rows.isCounted && t('work.total', { count: rows.total })}
      </span>
      {rows.fresh > 0 && (
        <UnstyledButton className="work-pill" onClick={rows.renew}>
          {t('work.fresh', { count: rows.fresh })}
        </UnstyledButton>
      )}
    </div>
  );
}

interface WordsProps {
  readonly value: string;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly onFind: (text: string) => void;
}

/** Asked when the hand rests. */
function Words({ value, filter, onFind }: WordsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is waited for
  useEffect(() => {
    if (text === value) return;
    const waiting = setTimeout(() => onFind(text), 300);
    return () => clearTimeout(waiting);
  }, [text]);
  return (
    <TextInput
      ref={filter}
      size="xs"
      type="search"
      aria-label={t('work.find')}
      placeholder={t('work.find')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

function SaveList({ list, query, title }: { readonly list: string; readonly query: string; readonly title: string }) {
  const { t, i18n } = useTranslation();
  const client = useFhirClient();
  const [failed, setFailed] = useState(false);
  const save = async () => {
    setFailed(false);
    try {
      const path = `/workbench/csv?list=${list}&language=${i18n.language}${query && `&${query}`}`;
      const file = await (await client.send({ method: 'GET', path, headers: { accept: 'text/csv' } })).blob();
      const address = URL.createObjectURL(file);
      Object.assign(document.createElement('a'), { href: address, download: `${title}.csv` }).click();
      URL.revokeObjectURL(address);
    } catch {
      setFailed(true);
    }
  };
  return (
    <UnstyledButton className="work-chip" onClick={() => void save()}>
      {t(failed ? 'work.csvFailed' : 'work.csv')}
    </UnstyledButton>
  );
}

function Keys() {
  const { t } = useTranslation();
  const [on, setOn] = useState(areKeysOn);
  return (
    <UnstyledButton
      className="work-chip work-keys"
      aria-pressed={on}
      onClick={() => {
        turnKeys(!on);
        setOn(!on);
      }}
    >
      {t('work.keys')}
    </UnstyledButton>
  );
}

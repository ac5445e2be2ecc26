/** The rules that place new tasks, as a manager edits them: top-down, the first that fits; tried before they are saved. */
import { FailureNote, FhirFailure } from '@charthouse/ui';
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BroughtRules } from './brought-rules.tsx';
import { DryRun } from './dry-run.tsx';
import { MergeRules } from './merge-rules-table.tsx';
import { RuleList } from './rule-list.tsx';
import { isWhole } from './rule-words.ts';
import { RulesHistory } from './rules-history.tsx';
import { type RulesNow, useRulesNow, useSaveRules, useTry } from './use-rules.ts';
import { type RulesDraft, useRulesDraft } from './use-rules-draft.ts';
import './rules.css';

export function Rules() {
  const { t } = useTranslation();
  const { data, error, refetch } = useRulesNow();
  return (
    <div className="page rules">
      <h1>{t('rules.title')}</h1>
      <p className="rules-words">{t('rules.about')}</p>
      {error && !data && <FailureNote error={error} again={refetch} />}
      {data && <Editor now={data} onStale={refetch} />}
    </div>
  );
}

interface EditorProps {
  readonly now: RulesNow;
  /** Reads them anew. */
  readonly onStale: () => Promise<unknown>;
}

function Editor({ now, onStale }: EditorProps) {
  const draft = useRulesDraft(now);
  const tried = useTry();
  return (
    <>
      {draft.isStale && <MergeRules now={now} draft={draft} />}
      <RuleList rules={draft.mine} onChange={(rules) => draft.change(rules)} />
      <BroughtRules rules={now.brought} />
      <Foot {...{ now, draft, onStale }} onTry={() => tried.mutate(draft.mine)} isTrying={tried.isPending} />
      {tried.error && <FailureNote error={tried.error} />}
      {tried.data && <DryRun tried={tried.data} />}
      <RulesHistory history={now.history} onTake={(rules) => draft.change(rules)} />
    </>
  );
}

interface FootProps extends EditorProps {
  readonly draft: RulesDraft;
  readonly onTry: () => void;
  readonly isTrying: boolean;
}

/** Trying, saying why, saving. */
function Foot({ now, draft, onStale, onTry, isTrying }: FootProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [saved, setSaved] = useState<number>();
  const { mutate, error, isPending } = useSave(draft, onStale);
  const isReady = draft.mine.every(isWhole);
  const save = () =>
    mutate(
      { version: draft.base.version, rules: draft.mine, note: note.trim() },
      {
        onSuccess: ({ version }) => {
          setNote('');
          setSaved(version);
        },
      },
    );
  return (
    <div className="rules-foot">
      {!isReady && <p className="time-soon">{t('rules.notWhole')}</p>}
      {error && !isQuicker(error) && <SaveFailure error={error} />}
      <TextInput
        label={t('rules.note')}
        description={t('rules.noteHint')}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <p className="trend-actions">
        <Button variant="default" loading={isTrying} disabled={!isReady} onClick={onTry}>
          {t('rules.try')}
        </Button>
        <Button loading={isPending} disabled={!isReady || !draft.isTyped || draft.isStale} onClick={save}>
          {t('rules.save')}
        </Button>
        {draft.isTyped && (
          <Button variant="default" onClick={draft.drop}>
            {t('rules.drop')}
          </Button>
        )}
        <span role="status" className="soft">
          {draft.isTyped
            ? t('rules.changed')
            : saved === now.version
              ? t('rules.saved', { version: saved })
              : now.version > 0 && t('rules.version', { version: now.version })}
        </span>
      </p>
    </div>
  );
}

/** Who was quicker is read before anything else is tried. */
function useSave(draft: RulesDraft, onStale: () => Promise<unknown>) {
  const queries = useQueryClient();
  const saving = useSaveRules(async () => {
    await queries.invalidateQueries({ queryKey: ['work'] });
    draft.drop();
  });
  return {
    ...saving,
    mutate: (...[asked, then]: Parameters<typeof saving.mutate>) =>
      saving.mutate(asked, { ...then, onError: (error) => isQuicker(error) && void onStale() }),
  };
}

const isQuicker = (error: Error) => error instanceof FhirFailure && error.status === 409;

const told = { 0: 'rules.away', 403: 'rules.lost' } as const;

function SaveFailure({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const words = error instanceof FhirFailure ? told[error.status as keyof typeof told] : undefined;
  if (!words) return <FailureNote error={error} />;
  return (
    <p role="alert" className="failure">
      {t(words)}
    </p>
  );
}

/** What is done with changed settings: tried, saved, thrown away; and what came of it. */
import { FailureNote, FhirFailure } from '@charthouse/ui';
import { Button, TextInput } from '@mantine/core';
import { useRun } from '../notices/told.ts';
import { useRulesWords } from '../words/rules-words.ts';
import { Tried } from './tried.tsx';
import type { Drafted } from './use-draft.ts';
import type { useSettings } from './use-settings.ts';

interface ActsProps {
  readonly drafted: Drafted;
  readonly save: ReturnType<typeof useSettings>['save'];
}

export function Acts({ drafted, save }: ActsProps) {
  const words = useRulesWords();
  const trial = useRun('$completion-dry-run');
  const { isRuled, lacksReason, isChanged, reason, setReason, whole, undo } = drafted;
  const isStale = save.error instanceof FhirFailure && save.error.status === 412;
  return (
    <>
      {isRuled && (
        <TextInput
          label={words.reason}
          description={words.reasonHelp}
          value={reason}
          error={lacksReason && words.needsReason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {trial.error && <FailureNote error={trial.error} />}
      {isStale ? <p role="alert">{words.stale}</p> : save.error && <FailureNote error={save.error} />}
      {save.isSuccess && <p role="status">{words.saved}</p>}
      <div className="round-bar">
        <Button
          variant="default"
          loading={trial.isPending}
          disabled={lacksReason}
          onClick={() => trial.mutate([['settings', JSON.stringify(whole())]])}
        >
          {words.tryThem}
        </Button>
        <Button
          loading={save.isPending}
          disabled={!isChanged || lacksReason}
          onClick={() => save.mutate(whole()!, { onSuccess: undo })}
        >
          {words.save}
        </Button>
        {isChanged && (
          <Button variant="default" onClick={undo}>
            {words.undo}
          </Button>
        )}
      </div>
      {trial.data && <Tried answer={trial.data} />}
    </>
  );
}

/** Asks for a record in an emergency: reason, purpose, minutes; after a fresh sign-in, with what was written kept. docs/access.md */
import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';
import { freshSignInAsked } from '../data/fhir-failure.ts';
import { useDrafts } from '../drafts/drafts-context.ts';

interface BreakGlassProps {
  readonly patient: string;
  /** How the record is called in the list of unsaved work. */
  readonly title: string;
  /** Most minutes that the server allows. */
  readonly most: number;
  /** Leads to sign-in and back here; `maxAge` in seconds. */
  readonly signInAnew: (maxAge: number) => void;
  readonly onOpened: () => void;
  readonly onBack: () => void;
}

interface Asked {
  readonly reason: string;
  readonly purpose: string;
  readonly minutes: number;
  /** Whether the person was sent to sign in anew. */
  readonly isSent?: boolean;
}

const purposes = ['ETREAT', 'ERTREAT', 'BTG'] as const;

export function BreakGlass({ patient, title, most, signInAnew, onOpened, onBack }: BreakGlassProps) {
  const { t } = useTranslation();
  const { asked, keep, drop } = useAsked(patient, { title, most });
  const { mutate, error, isPending } = useOpening(patient, () => {
    drop();
    onOpened();
  });
  const maxAge = freshSignInAsked(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate(asked);
  };
  return (
    <form className="break-glass" onSubmit={submit} aria-labelledby="break-glass-title">
      <h2 id="break-glass-title">{t('glass.title')}</h2>
      <p>{t('glass.what', { minutes: most })}</p>
      {asked.isSent && !error && <p role="status">{t('glass.returned')}</p>}
      <Textarea
        autoFocus
        autosize
        required
        minRows={2}
        label={t('glass.reason')}
        description={t('glass.reasonHint')}
        value={asked.reason}
        onChange={({ currentTarget: { value } }) => keep({ ...asked, reason: value })}
      />
      <NativeSelect
        label={t('glass.purpose')}
        data={purposes.map((value) => ({ value, label: t(`glass.${value}`) }))}
        value={asked.purpose}
        onChange={({ currentTarget: { value } }) => keep({ ...asked, purpose: value })}
      />
      <NumberInput
        label={t('glass.minutes')}
        description={t('glass.minutesHint')}
        min={1}
        max={most}
        hideControls
        value={asked.minutes}
        onChange={(value) => keep({ ...asked, minutes: Number(value) || most })}
      />
      {error && maxAge === undefined && <FailureNote error={error} />}
      {maxAge !== undefined && <p role="alert">{t('glass.anew')}</p>}
      <p className="trend-actions">
        <Button variant="default" onClick={() => onBack()}>
          {t('glass.back')}
        </Button>
        {maxAge === undefined ? (
          <Button type="submit" color="red" loading={isPending} disabled={asked.reason.trim().length < 10}>
            {t('glass.go')}
          </Button>
        ) : (
          <Button onClick={() => keep({ ...asked, isSent: true }, () => signInAnew(maxAge))}>
            {t('glass.signIn')}
          </Button>
        )}
      </p>
    </form>
  );
}

function useAsked(patient: string, { title, most }: { readonly title: string; readonly most: number }) {
  const drafts = useDrafts();
  const key = `Patient/${patient}/glass`;
  const [asked, setAsked] = useState<Asked>(() => ({
    ...{ reason: '', purpose: 'ETREAT', minutes: most },
    ...(drafts.find(key)?.body.asked as Asked | undefined),
  }));
  return {
    asked,
    keep: (next: Asked, then?: () => void) => {
      setAsked(next);
      drafts.keep(key, { title, to: `/patients/${patient}?glass=1`, asked: next });
      if (then) void drafts.flush().then(then);
    },
    drop: () => drafts.drop(key),
  };
}

function useOpening(patient: string, onOpened: () => void) {
  const client = useFhirClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ reason, purpose, minutes }: Asked) => {
      const parameter = [
        { name: 'reason', valueString: reason.trim() },
        { name: 'purpose', valueCode: purpose },
        { name: 'minutes', valuePositiveInt: minutes },
      ];
      const body = { resourceType: 'Parameters', parameter };
      return client.send({ method: 'POST', path: `Patient/${patient}/$break-the-glass`, body });
    },
    onSuccess: async () => {
      await queries.resetQueries(); // what was closed before is read anew
      onOpened();
    },
  });
}

/** What failed, in words, and what to do: in the place where the answer would have been. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FhirFailure } from './fhir-failure.ts';

interface FailureNoteProps {
  readonly error: Error;
  readonly again?: (() => void) | undefined;
}

const said = { 0: 'failure.noAnswer', 403: 'failure.refused', 404: 'failure.absent', 410: 'failure.gone' } as const;

export function FailureNote({ error, again }: FailureNoteProps) {
  const { t } = useTranslation();
  const status = error instanceof FhirFailure ? error.status : -1;
  const title = t(said[status as keyof typeof said] ?? 'failure.failed');
  const detail = status === 0 || status === 404 ? undefined : error.message;
  return (
    <div role="alert" className="failure">
      <strong>{title}</strong>
      {detail && <p>{detail}</p>}
      {again && (
        <Button size="compact-sm" variant="default" onClick={again}>
          {t('frame.again')}
        </Button>
      )}
    </div>
  );
}

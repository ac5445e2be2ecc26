/** Says that it was saved, and takes it back when asked and still safe. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../data/failure-note.tsx';
import { useFhirClient } from '../../data/fhir-context.ts';
import { FhirFailure } from '../../data/fhir-failure.ts';
import { patientKey } from '../use-patient.ts';
import { type Saved, saveIdentity } from './save-identity.ts';

export function SavedNote({ saved }: { readonly saved: Saved }) {
  const { t } = useTranslation();
  const client = useFhirClient();
  const queries = useQueryClient();
  const { mutate, isSuccess, isPending, error } = useMutation({
    mutationFn: () => saveIdentity(client, saved.patient, saved.before),
    onSettled: () => queries.invalidateQueries({ queryKey: patientKey(saved.patient.id!) }),
  });
  const isStale = error instanceof FhirFailure && error.status === 412;
  return (
    <div className="saved-note no-print" role="status">
      <span>{t(isStale ? 'edit.notUndone' : isSuccess ? 'edit.undone' : 'edit.saved')}</span>
      {!isSuccess && !isStale && (
        <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
          {t('edit.undo')}
        </Button>
      )}
      {error && !isStale && <FailureNote error={error} />}
    </div>
  );
}

/** Who a patient is, to be edited: kept while it is typed, merged when somebody else was quicker, taken back while it is safe. */
import { Button } from '@mantine/core';
import type { Patient } from 'fhir/r4';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../data/failure-note.tsx';
import { FhirFailure } from '../../data/fhir-failure.ts';
import { KeptNote } from '../../drafts/kept-note.tsx';
import { displayName, nameInUse } from '../../fhir/names.ts';
import { checkIdentity } from './check-identity.ts';
import { changedFields, type IdentityField } from './identity.ts';
import { IdentityFields } from './identity-fields.tsx';
import { merged, type Side } from './merge-identity.ts';
import { MergeTable } from './merge-table.tsx';
import type { Saved } from './save-identity.ts';
import { useIdentityDraft } from './use-identity-draft.ts';
import { useSaveIdentity } from './use-save-identity.ts';
import './identity-editor.css';

interface IdentityEditorProps {
  /** As the server has it now. */
  readonly patient: Patient;
  /** Reads it anew. */
  readonly onStale: () => void;
  readonly onSaved: (saved: Saved) => void;
  readonly onBack: () => void;
}

export function IdentityEditor({ patient, onStale, onSaved, onBack }: IdentityEditorProps) {
  const { t } = useTranslation();
  const draft = useIdentityDraft(patient);
  const { base, mine, theirs, isStale } = draft;
  const [chosen, setChosen] = useState<Partial<Record<IdentityField, Side>>>({});
  const [isChecked, setChecked] = useState(false);
  const { mutate, error, isPending } = useSaveIdentity({ patient, onStale, onSaved: draft.after(onSaved) });
  const wanted = merged({ base, mine, theirs }, chosen);
  const wrong = checkIdentity(wanted, new Date());
  const isChanged = changedFields(theirs, wanted).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const first = Object.keys(wrong)[0];
    if (first) document.getElementById(`identity-${first}`)?.focus();
    else mutate(wanted);
  };
  return (
    <form className="identity-editor" onSubmit={submit} noValidate aria-labelledby="identity-title">
      <h2 id="identity-title">
        {t('edit.title', { name: displayName(nameInUse(patient.name)) ?? t('patient.noName') })}
      </h2>
      {isStale && <MergeTable ways={{ base, mine, theirs }} chosen={chosen} onChoose={setChosen} />}
      <IdentityFields identity={mine} wrong={isChecked ? wrong : {}} onChange={draft.type} />
      <SaveFailure error={error} />
      {isChecked && Object.keys(wrong).length > 0 && <p role="alert">{t('edit.fix')}</p>}
      <p className="trend-actions">
        <Button variant="default" onClick={onBack}>
          {t('edit.back')}
        </Button>
        <Button type="submit" loading={isPending} disabled={!isChanged}>
          {t('edit.save')}
        </Button>
        {draft.isTyped ? (
          <>
            <Button variant="default" onClick={draft.drop}>
              {t('edit.leave')}
            </Button>
            <KeptNote />
          </>
        ) : (
          <span className="soft">{t('edit.nothing')}</span>
        )}
      </p>
    </form>
  );
}

const told = { 0: 'edit.away', 403: 'edit.lost', 404: 'edit.lost' } as const;

/** That somebody was quicker is told by the merge; a lost permission, with what is kept. */
function SaveFailure({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation();
  if (!error || (error instanceof FhirFailure && error.status === 412)) return null;
  const words = error instanceof FhirFailure ? told[error.status as keyof typeof told] : undefined;
  if (!words) return <FailureNote error={error} />;
  return (
    <p role="alert" className="failure">
      {t(words)}
    </p>
  );
}

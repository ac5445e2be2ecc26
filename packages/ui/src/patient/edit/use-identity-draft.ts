/** What was typed into the form, over the version it was typed on, kept as a draft. */
import type { Patient } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrafts } from '../../drafts/drafts-context.ts';
import { displayName, nameInUse } from '../../fhir/names.ts';
import { type Identity, type IdentityField, identityOf } from './identity.ts';
import type { Saved } from './save-identity.ts';

interface Typed {
  readonly base: Identity;
  /** Version of the patient that it was typed on. */
  readonly version: string;
  readonly mine: Identity;
}

export function useIdentityDraft(patient: Patient) {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const key = `Patient/${patient.id}/identity`;
  const theirs = identityOf(patient);
  const [typed, setTyped] = useState(() => drafts.find(key)?.body.typed as Typed | undefined);
  const { base, version, mine } = typed ?? { base: theirs, version: patient.meta?.versionId ?? '', mine: theirs };
  const drop = () => {
    setTyped(undefined);
    drafts.drop(key);
  };
  return {
    ...{ base, mine, theirs, drop },
    isTyped: typed !== undefined,
    isStale: version !== patient.meta?.versionId,
    type: (field: IdentityField, text: string) => {
      const next = { base, version, mine: { ...mine, [field]: text } };
      setTyped(next);
      const name = displayName(nameInUse(patient.name)) ?? t('patient.noName');
      drafts.keep(key, { title: t('edit.title', { name }), to: `/patients/${patient.id}?edit=1`, typed: next });
    },
    after: (onSaved: (saved: Saved) => void) => (saved: Saved) => {
      drop();
      onSaved(saved);
    },
  };
}

/** Proof for a release of information: choose what is handed over, then a sheet to print and a file of proofs to go with it. */
import { displayDate, displayName, FailureNote, nameInUse, recordNumber, useFhir } from '@charthouse/ui';
import { Button, Checkbox } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { FhirResource, Patient } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostReleased, useReleasable, useReleaseProofs } from './release-proofs.ts';
import { ReleaseSheet } from './release-sheet.tsx';
import './ledger.css';
import './release.css';

export function Release() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/patients/$id/proof' });
  const { data: patient, error } = useFhir<Patient>(`Patient/${id}`);
  const listed = useReleasable(id);
  const { making, make } = useReleaseProofs();
  const failure = error ?? listed.error;
  return (
    <div className="page release">
      <h1>{t('ledger.release.title')}</h1>
      {patient && <Whose patient={patient} />}
      {failure && <FailureNote error={failure} />}
      {!making && listed.data && <Choice resources={listed.data.resources} isCut={listed.data.isCut} onMake={make} />}
      {making && !making.made && (
        <p role="status">{t('ledger.release.making', { done: making.done, count: making.count })}</p>
      )}
      {making?.made && <ReleaseSheet {...making.made} patient={id} />}
    </div>
  );
}

function Whose({ patient }: { readonly patient: Patient }) {
  const { t, i18n } = useTranslation();
  const number = recordNumber(patient);
  return (
    <p>
      <Link to="/patients/$id" params={{ id: patient.id! }}>
        {t('ledger.release.of', {
          name: displayName(nameInUse(patient.name)) || t('patient.noName'),
          born: patient.birthDate
            ? t('patient.born', { date: displayDate(patient.birthDate, i18n.language) })
            : t('patient.bornUnknown'),
          number: number ? t('patient.number', { number }) : t('patient.noNumber'),
        })}
      </Link>
    </p>
  );
}

interface ChoiceProps {
  readonly resources: readonly FhirResource[];
  readonly isCut: boolean;
  readonly onMake: (names: readonly string[]) => void;
}

/** By type: whole kinds of documents are released, not single rows. */
function Choice({ resources, isCut, onMake }: ChoiceProps) {
  const { t } = useTranslation();
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = resources.filter(({ resourceType }) => !left.has(resourceType));
  const turn = (type: string) => {
    const next = new Set(left);
    if (!next.delete(type)) next.add(type);
    setLeft(next);
  };
  return (
    <fieldset className="release-choice">
      <legend>{t('ledger.release.choose')}</legend>
      {isCut && <p>{t('ledger.release.most', { count: mostReleased })}</p>}
      {types.map((type) => (
        <Checkbox
          key={type}
          checked={!left.has(type)}
          onChange={() => turn(type)}
          label={`${type} (${resources.filter(({ resourceType }) => resourceType === type).length})`}
        />
      ))}
      <Button
        disabled={chosen.length === 0}
        onClick={() => onMake(chosen.map(({ resourceType, id }) => `${resourceType}/${id}`))}
      >
        {t('ledger.release.make')}
      </Button>
    </fieldset>
  );
}

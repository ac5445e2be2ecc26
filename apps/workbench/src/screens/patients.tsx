/** Finds a patient by what a person knows: a name, a record number, a date of birth. */
import {
  displayDate,
  displayName,
  FailureNote,
  nameInUse,
  patientSearch,
  recordNumber,
  usePages,
} from '@charthouse/ui';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Patient } from 'fhir/r4';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './patients.css';

const pageSize = 50;
const pause = 200;

export function Patients() {
  const { t } = useTranslation();
  const { q = '' } = useSearch({ from: '/patients' });
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const search = useDebouncedCallback((typed: string) => {
    void navigate({ to: '/patients', search: typed.trim() ? { q: typed } : {}, replace: true });
  }, pause);
  return (
    <div className="page">
      <h1>{t('patients.title')}</h1>
      <TextInput
        autoFocus
        type="search"
        label={t('patients.search')}
        description={t('patients.hint')}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          search(value);
        }}
        onKeyDown={(event) => event.key === 'ArrowDown' && moveFocus(event, 1)}
      />
      <Found text={q} />
    </div>
  );
}

function Found({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const pages = usePages<Patient>(patientSearch(text, pageSize));
  if (!text.trim()) return <p className="soft">{t('patients.before')}</p>;
  if (pages.error) return <FailureNote error={pages.error} />;
  if (pages.isPending) return <p className="soft">{t('chart.loading')}</p>;
  if (pages.rows.length === 0) return <p role="status">{t('patients.none', { text })}</p>;
  return (
    <>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{t('patients.name')}</th>
            <th scope="col">{t('patients.born')}</th>
            <th scope="col">{t('patients.sex')}</th>
            <th scope="col">{t('patients.number')}</th>
            <th scope="col">{t('patients.lives')}</th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((patient) => (
            <PatientRow key={patient.id} patient={patient} />
          ))}
        </tbody>
      </table>
      <p className="soft" role="status">
        {t('patients.shown', { count: pages.rows.length })}
        {pages.hasMore && ' +'}
      </p>
      {pages.hasMore && (
        <Button variant="default" loading={pages.isLoadingMore} onClick={pages.more}>
          {t('patients.more')}
        </Button>
      )}
    </>
  );
}

function PatientRow({ patient }: { readonly patient: Patient }) {
  const { t, i18n } = useTranslation();
  const { birthDate, gender, address, id } = patient;
  return (
    <tr>
      <td className="rows-name">
        <Link to="/patients/$id" params={{ id: id! }} onKeyDown={onRowKey}>
          <bdi>{displayName(nameInUse(patient.name)) ?? t('patient.noName')}</bdi>
        </Link>
      </td>
      <td>{birthDate ? displayDate(birthDate, i18n.language) : t('patient.bornUnknown')}</td>
      <td>{gender === 'male' || gender === 'female' || gender === 'other' ? t(`patient.${gender}`) : '–'}</td>
      <td className="code">{recordNumber(patient) ?? '–'}</td>
      <td>{address?.[0]?.city ?? '–'}</td>
    </tr>
  );
}

function onRowKey(event: KeyboardEvent): void {
  if (event.key === 'j' || event.key === 'ArrowDown') moveFocus(event, 1);
  if (event.key === 'k' || event.key === 'ArrowUp') moveFocus(event, -1);
}

/** To the link of the next row; from above the first, to the first. */
function moveFocus(event: KeyboardEvent, step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('.rows-name a')];
  links[links.indexOf(event.target as HTMLElement) + step]?.focus();
  event.preventDefault();
}

/** Ctrl-K: people, screens and actions by a few letters, without the mouse. */
import { displayDate, displayName, matches, nameInUse, patientSearch, recordNumber, useFhir } from '@charthouse/ui';
import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { Bundle, Patient } from 'fhir/r4';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './palette.css';

interface Found {
  readonly id: string;
  readonly group: string;
  readonly words: string;
  readonly detail?: string | undefined;
  readonly go: () => void;
}

const shownPeople = 8;
const pause = 150;

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(text, onClose);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + found.length) % Math.max(found.length, 1));
    else if (event.key === 'Enter') found[at]?.go();
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size="lg" yOffset="10vh">
      <Modal.Title className="visually-hidden">{t('frame.find')}</Modal.Title>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className="palette-input"
        aria-label={t('frame.find')}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={found[at] && `palette-${found[at].id}`}
        placeholder={t('palette.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={t('frame.find')} className="palette-list">
        {found.map((one, index) => (
          <div
            key={one.id}
            id={`palette-${one.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="palette-row"
            onClick={one.go}
            onKeyDown={onKeyDown}
            onMouseMove={() => setAt(index)}
          >
            <span>{one.words}</span>
            <span className="soft">{one.detail ?? one.group}</span>
          </div>
        ))}
        {found.length === 0 && <p className="soft palette-none">{t('palette.none', { text })}</p>}
      </div>
    </Modal>
  );
}

function useFound(text: string, onClose: () => void): readonly Found[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(text, pause);
  const people = useFhir<Bundle>(settled.trim().length < 2 ? undefined : patientSearch(settled, shownPeople));
  const go = (where: () => unknown) => () => {
    onClose();
    where();
  };
  const screens: readonly Found[] = [
    { id: 'home', group: t('palette.screens'), words: t('frame.home'), go: go(() => navigate({ to: '/' })) },
    {
      id: 'patients',
      group: t('palette.screens'),
      words: t('frame.patients'),
      go: go(() => navigate({ to: '/patients' })),
    },
  ];
  const wanted = text.trim().toLocaleLowerCase();
  return [
    ...screens.filter(({ words }) => words.toLocaleLowerCase().includes(wanted)),
    ...matches<Patient>(people.data).map((patient) => ({
      id: patient.id!,
      group: t('palette.people'),
      words: displayName(nameInUse(patient.name)) ?? t('patient.noName'),
      detail: [patient.birthDate && displayDate(patient.birthDate, i18n.language), recordNumber(patient)]
        .filter(Boolean)
        .join(' · '),
      go: go(() => navigate({ to: '/patients/$id', params: { id: patient.id! } })),
    })),
  ];
}

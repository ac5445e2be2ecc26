/** What a few letters find: screens, actions and lists at once; patients, staff and documents from the server. */
import {
  displayDate,
  displayName,
  matches,
  nameInUse,
  patientSearch,
  recordNumber,
  useFhir,
  useLists,
} from '@charthouse/ui';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { Bundle, DocumentReference, Patient, Practitioner } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import type { Found } from './found.ts';
import { useActs } from './use-acts.ts';

interface Doing {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

const shownPeople = 8;
const shownMore = 5;
const pause = 150;
const least = 2;

export function useFound(text: string, { onClose, onKeys }: Doing): readonly Found[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(text.trim(), pause);
  const acts = useActs(onKeys);
  const lists = useLists().map(({ list: { id }, title, count }) => {
    const [desk = '', list = ''] = id.split('/');
    const go = () => navigate({ to: '/worklists/$desk/$list', params: { desk, list } });
    return { id: `list-${desk}-${list}`, group: t('palette.lists'), words: title, go, detail: detailOf(count) };
  });
  const recorded = useRecorded(settled);
  const wanted = text.trim().toLocaleLowerCase();
  const found = [...[...lists, ...acts].filter(({ words }) => words.toLocaleLowerCase().includes(wanted)), ...recorded];
  return found.map((one) => ({
    ...one,
    go: () => {
      onClose();
      one.go();
    },
  }));
}

const detailOf = (count: number | undefined) => (count === undefined ? undefined : String(count));

function useRecorded(text: string): readonly Found[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const isEnough = text.length >= least;
  const words = encodeURIComponent(text.replace(/[\\,$|]/g, (sign) => `\\${sign}`));
  const people = useFhir<Bundle>(isEnough ? patientSearch(text, shownPeople) : undefined);
  const staff = useFhir<Bundle>(isEnough ? `Practitioner?name=${words}&_count=${shownMore}&_elements=name` : undefined);
  const documents = useFhir<Bundle>(
    isEnough
      ? `DocumentReference?_content=${words}&_sort=-date&_count=${shownMore}&_elements=type,date,description,subject`
      : undefined,
  );
  return [
    ...matches<Patient>(people.data).map((patient) => ({
      id: patient.id!,
      group: t('palette.people'),
      words: displayName(nameInUse(patient.name)) ?? t('patient.noName'),
      detail: [patient.birthDate && displayDate(patient.birthDate, i18n.language), recordNumber(patient)]
        .filter(Boolean)
        .join(' · '),
      go: () => navigate({ to: '/patients/$id', params: { id: patient.id! } }),
    })),
    ...matches<Practitioner>(staff.data).map(({ id, name }) => ({
      id: `staff-${id}`,
      group: t('palette.staff'),
      words: displayName(nameInUse(name)) ?? id!,
      go: () => navigate({ to: '/staff/$id', params: { id: id! } }),
    })),
    ...matches<DocumentReference>(documents.data).flatMap(({ id, type, description, date, subject }) => {
      const patient = /^Patient\/(.+)$/.exec(subject?.reference ?? '')?.[1];
      if (!patient) return [];
      return [
        {
          id: `document-${id}`,
          group: t('palette.documents'),
          words: description ?? type?.text ?? type?.coding?.[0]?.display ?? t('palette.documents'),
          detail: [subject?.display, date && displayDate(date, i18n.language)].filter(Boolean).join(' · '),
          go: () => navigate({ to: '/patients/$id', params: { id: patient }, search: { tab: 'documents', at: id! } }),
        },
      ];
    }),
  ];
}

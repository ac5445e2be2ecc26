/** The document or order that is to be signed, read; and the one button that signs it, or the way to where it is signed. */
import { DocumentView, FactsView, FailureNote, useFhir } from '@charthouse/ui';
import { Button } from '@mantine/core';
import type { DocumentReference, FhirResource } from 'fhir/r4';
import { useEffect } from 'react';
import { linkInSource } from '../work/link-in-source.ts';
import { useCompletionSettings } from '../work/read-settings.ts';
import { useClinicianWords } from './use-inbox.ts';

export interface SignSubjectProps {
  readonly name: string;
  readonly isSigning: boolean;
  /** It is on the screen. */
  readonly onRead: (name: string) => void;
  readonly onSign: (name: string) => void;
}

/** Read anew each time it is opened: the signature is over the version that was read. */
export function SignSubject({ name, isSigning, onRead, onSign }: SignSubjectProps) {
  const words = useClinicianWords();
  const { data, error } = useFhir<FhirResource>(name);
  const { sources } = useCompletionSettings();
  const link = data && linkInSource(data, sources);
  useEffect(() => {
    if (data && link === undefined) onRead(name);
  }, [data, link, name, onRead]);
  if (error) return <FailureNote error={error} />;
  if (!data) return null;
  return (
    <>
      {data.resourceType === 'DocumentReference' ? (
        <DocumentView document={data as DocumentReference} />
      ) : (
        <FactsView type={data.resourceType} id={data.id ?? ''} />
      )}
      {link === undefined ? (
        <>
          <p>{words.attest}</p>
          <Button size="md" loading={isSigning} onClick={() => onSign(name)}>
            {words.sign}
          </Button>
        </>
      ) : (
        <p>
          {words.source}{' '}
          {link && (
            <a href={link} target="_blank" rel="noreferrer">
              {words.openSource}
            </a>
          )}
        </p>
      )}
    </>
  );
}

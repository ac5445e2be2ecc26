/** Reads a document: its text in a face made for reading, a PDF or picture as it is. */
import { useQuery } from '@tanstack/react-query';
import type { Attachment, Bundle, DocumentReference, Practitioner } from 'fhir/r4';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { matches, useFhir, useFhirClient } from '../data/fhir-context.ts';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { displayTime } from '../fhir/dates.ts';
import { displayName, nameInUse } from '../fhir/names.ts';
import { canBeTold, ToldDocument } from './told-document.tsx';

export function DocumentView({ document }: { readonly document: DocumentReference }) {
  const { t, i18n } = useTranslation();
  const attachment = document.content[0]?.attachment;
  const content = useContent(attachment);
  const authors = useAuthors(document);
  const { docStatus } = document;
  return (
    <article>
      <h2>{document.description ?? displayConcept(document.type)}</h2>
      <p className="soft">
        {[
          document.date && displayTime(document.date, i18n.language),
          authors,
          docStatus && t(`chart.docStatus.${docStatus}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {content.error && <FailureNote error={content.error} />}
      {content.isPending && attachment && <p className="soft">{t('chart.loading')}</p>}
      {!attachment && <p className="soft">{t('chart.noContent')}</p>}
      {content.data && <Content blob={content.data} title={displayConcept(document.type) ?? ''} />}
    </article>
  );
}

/** Names of those whom the document names by their ids alone are looked up. */
function useAuthors({ author = [] }: DocumentReference): string {
  const unnamed = author.flatMap(({ reference, display }) =>
    !display && reference?.startsWith('Practitioner/') ? reference.slice('Practitioner/'.length) : [],
  );
  const found = useFhir<Bundle>(unnamed.length > 0 ? `Practitioner?_id=${unnamed.join(',')}` : undefined);
  const names = new Map(
    matches<Practitioner>(found.data).map(({ id, name }) => [`Practitioner/${id}`, displayName(nameInUse(name))]),
  );
  return author
    .map((one) => names.get(one.reference ?? '') ?? displayReference(one))
    .filter(Boolean)
    .join(', ');
}

function useContent(attachment: Attachment | undefined) {
  const client = useFhirClient();
  return useQuery({
    queryKey: ['attachment', attachment?.url ?? attachment?.data],
    enabled: attachment !== undefined,
    queryFn: async ({ signal }): Promise<Blob> => {
      const { data, url, contentType = 'text/plain' } = attachment!;
      if (data !== undefined)
        return new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], { type: contentType });
      if (url === undefined) return new Blob([], { type: contentType });
      const answer = await client.send({ method: 'GET', path: url, headers: { accept: contentType }, signal });
      return answer.blob();
    },
  });
}

function Content({ blob, title }: { readonly blob: Blob; readonly title: string }) {
  const address = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  if (blob.type.startsWith('text/plain') || canBeTold(blob.type))
    return <Words key={address} blob={blob} address={address} />;
  if (blob.type.startsWith('image/')) return <img src={address} alt={title} className="chart-image" />;
  if (blob.type === 'application/pdf') return <Pdf address={address} title={title} />;
  return <iframe src={address} title={title} className="chart-frame" sandbox="" />;
}

/** Browsers show no PDF inside a sandbox; as its type is set here, nothing in it is ever run as a page of ours. */
function Pdf({ address, title }: { readonly address: string; readonly title: string }) {
  const { t } = useTranslation();
  return (
    <>
      <a href={address} target="_blank" rel="noreferrer">
        {t('chart.ownWindow')}
      </a>
      <iframe src={address} title={title} className="chart-frame" />
    </>
  );
}

/** `address` tells one blob from another: as part of a key all blobs are alike. */
function Words({ blob, address }: { readonly blob: Blob; readonly address: string }) {
  const { data } = useQuery({ queryKey: ['text', address], queryFn: () => blob.text() });
  if (data !== undefined && canBeTold(blob.type)) return <ToldDocument text={data} type={blob.type} />;
  return <pre className="document">{data}</pre>;
}

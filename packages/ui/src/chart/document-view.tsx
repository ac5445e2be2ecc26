/** Reads a document: its text in a face made for reading, a PDF or picture as it is. */
import { useQuery } from '@tanstack/react-query';
import type { Attachment, DocumentReference } from 'fhir/r4';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhirClient } from '../data/fhir-context.ts';
import { displayConcept, displayReference } from '../fhir/concepts.ts';
import { displayTime } from '../fhir/dates.ts';
import { canBeTold, ToldDocument } from './told-document.tsx';

export function DocumentView({ document }: { readonly document: DocumentReference }) {
  const { t, i18n } = useTranslation();
  const attachment = document.content[0]?.attachment;
  const content = useContent(attachment);
  const authors = document.author?.map(displayReference).filter(Boolean).join(', ');
  return (
    <article>
      <h2>{document.description ?? displayConcept(document.type)}</h2>
      <p className="soft">
        {[document.date && displayTime(document.date, i18n.language), authors, document.docStatus]
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
  if (blob.type.startsWith('text/plain') || canBeTold(blob.type)) return <Words blob={blob} />;
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

function Words({ blob }: { readonly blob: Blob }) {
  const { data } = useQuery({ queryKey: ['text', blob], queryFn: () => blob.text() });
  if (data !== undefined && canBeTold(blob.type)) return <ToldDocument text={data} type={blob.type} />;
  return <pre className="document">{data}</pre>;
}

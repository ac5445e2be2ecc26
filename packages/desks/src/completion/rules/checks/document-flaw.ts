/** What is wrong with documents that are there. */
import type { Chart, ChartDocument } from '../chart.ts';
import type { Evidence, Flaw } from '../finding.ts';
import type { DocumentFlaw } from './check.ts';

/** Undefined: all is well. */
type Look = (document: ChartDocument, chart: Chart) => readonly Evidence[] | undefined;

const looks: Readonly<Record<DocumentFlaw['flaw'], Look>> = {
  unsigned: ({ reference, signed, signers, isRecording }) =>
    signed === 'no' && signers.length === 0 && !isRecording ? [{ words: 'nobody signed it', reference }] : undefined,
  undated: ({ reference, at, isUntimed, type }) => {
    if (at !== undefined && !isUntimed) return undefined;
    return type === undefined
      ? undefined
      : [{ words: at === undefined ? 'it has no date' : 'it has no time', reference }];
  },
  cosignature: ({ reference, author, signers, signed }, { trainees }) => {
    if (author === undefined || !trainees.has(author) || signed === 'no') return undefined; // its author signs first
    if (signers.some((signer) => signer !== author && !trainees.has(signer))) return undefined;
    return [{ words: 'its author is in training, and nobody else signed it', reference }];
  },
  recording: ({ reference, isRecording }) => (isRecording ? [{ words: 'it was dictated', reference }] : undefined),
  copied: (document, chart) => {
    const earlier = document.hash === undefined ? undefined : earlierCopy(document, chart);
    if (!earlier) return undefined;
    const { reference } = document;
    return [
      { words: 'it has the very text of an earlier note', reference },
      { words: 'the earlier note', reference: earlier.reference },
    ];
  },
  unreadable: ({ reference, unreadable }) =>
    unreadable === undefined ? undefined : [{ words: unreadable, reference }],
  misfiled: ({ reference, misfiled }) => (misfiled === undefined ? undefined : [{ words: misfiled, reference }]),
};

export function documentFlaw(chart: Chart, { flaw, document: types }: DocumentFlaw): Flaw[] {
  const look = looks[flaw];
  return chart.documents.flatMap((document) => {
    if (document.isEarlier) return [];
    if (types && (document.type === undefined || !types.includes(document.type))) return [];
    const evidence = look(document, chart);
    if (!evidence) return [];
    const { reference, at, filed, author } = document;
    const by = flaw === 'cosignature' ? undefined : author;
    return [{ about: reference, at: at ?? filed, times: { document: at ?? filed }, by, evidence }];
  });
}

/** Of another moment: the same document filed twice is no copied note. */
function earlierCopy({ hash, at, type, reference }: ChartDocument, { documents }: Chart) {
  return documents.find(
    (other) =>
      other.reference !== reference &&
      other.hash === hash &&
      other.type === type &&
      other.at !== undefined &&
      at !== undefined &&
      other.at < at,
  );
}

/** Why a deficiency is here: what the rule says, its source, what it rests on; who it fell to, and what was said about it. */
import { displayConcept, displayTime } from '@charthouse/ui';
import { Link } from '@tanstack/react-router';
import type { Reference, Task } from 'fhir/r4';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplanation } from '../words/deficiency-words.ts';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { type EvidenceShown, evidenceOf, sourceOf, textIn } from '../work/task-facts.ts';

interface WhyDeficiencyProps {
  readonly task: Task;
  readonly nameOf: (reference: Reference | undefined) => string | undefined;
  readonly onShow: (document: string) => void;
}

export function WhyDeficiency({ task, nameOf, onShow }: WhyDeficiencyProps) {
  const { item } = useTechnicianWords();
  const explained = useExplanation();
  const { i18n } = useTranslation();
  const source = sourceOf(task);
  const end = task.restriction?.period?.end;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [item.why, explained(textIn(task, 'explanation'))],
    [item.source, source && (source.url ? <Cited words={source.words} url={source.url} /> : source.words)],
    [item.dueRule, textIn(task, 'due')],
    [item.dueAt, end && displayTime(end, i18n.language)],
    [item.owner, nameOf(task.owner)],
    [item.ownerNote, textIn(task, 'owner-note')],
    [item.reason, displayConcept(task.statusReason)],
    [
      item.result,
      task.output?.map(({ valueString, valueReference }) => valueString ?? valueReference?.reference).join(', '),
    ],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      <div>
        <dt>{item.evidence}</dt>
        <dd>
          <ul>
            {evidenceOf(task).map((one) => (
              <li key={`${one.words} ${one.reference}`}>
                <Evidence evidence={one} patient={task.for?.reference} onShow={onShow} />
              </li>
            ))}
          </ul>
        </dd>
      </div>
    </dl>
  );
}

function Cited({ words, url }: { readonly words: string; readonly url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}

interface EvidenceProps {
  readonly evidence: EvidenceShown;
  readonly patient: string | undefined;
  readonly onShow: (document: string) => void;
}

/** A document opens beside it; what else there is, in the chart. */
function Evidence({ evidence: { words, reference }, patient, onShow }: EvidenceProps) {
  if (reference?.startsWith('DocumentReference/'))
    return (
      <button type="button" className="evidence" onClick={() => onShow(reference)}>
        {words}
      </button>
    );
  const id = patient?.slice('Patient/'.length);
  if (!reference || !id) return words;
  return (
    <Link to="/patients/$id" params={{ id }} className="evidence">
      {words}
    </Link>
  );
}

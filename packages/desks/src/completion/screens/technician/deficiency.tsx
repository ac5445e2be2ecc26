/** One deficiency: what, whose, by when; opened, why it is here, and what can be done. */
import { Button } from '@mantine/core';
import type { Reference, Task } from 'fhir/r4';
import { useTypeWords } from '../words/deficiency-words.ts';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { AskWords } from '../work/ask-words.tsx';
import { DueMark, StateMark, useLength } from '../work/state-mark.tsx';
import { isOpen as isOpenTask, typeOf } from '../work/task-facts.ts';
import { type Asked, givesOf, type Kind, kindsFor } from './deficiency-moves.ts';
import { PickOwner } from './pick-owner.tsx';
import { WhyDeficiency } from './why-deficiency.tsx';

interface DeficiencyProps {
  readonly task: Task;
  readonly nameOf: (reference: Reference | undefined) => string | undefined;
  readonly isOpen: boolean;
  readonly asking: Kind | undefined;
  readonly isPending: boolean;
  readonly onToggle: () => void;
  readonly onAct: (kind: Kind) => void;
  readonly onGive: (asked: Asked) => void;
  readonly onBack: () => void;
  readonly onShow: (document: string) => void;
}

export function Deficiency(props: DeficiencyProps) {
  const { task, nameOf, isOpen, asking, isPending, onToggle, onAct } = props;
  const { item } = useTechnicianWords();
  const typeWords = useTypeWords();
  const length = useLength();
  const since = task.executionPeriod?.start;
  const kinds = kindsFor(task);
  return (
    <li className="deficiency" data-status={task.status}>
      <button type="button" className="analysis-row" data-row={task.id} aria-expanded={isOpen} onClick={onToggle}>
        <strong>{typeWords(typeOf(task)) ?? task.description}</strong>
        <span className="deficiency-facts">
          <StateMark task={task} />
          <DueMark task={task} />
          <span>
            <bdi>{nameOf(task.owner) ?? item.nobody}</bdi>
            {task.owner && since && isOpenTask(task) && (
              <span className="soft"> · {item.theirs(length(Date.now() - Date.parse(since)))}</span>
            )}
          </span>
        </span>
      </button>
      {isOpen && (
        <div className="deficiency-open">
          {asking ? (
            <Asking {...props} asking={asking} />
          ) : (
            <p className="trend-actions">
              {kinds.map((kind, at) => (
                <Button
                  key={kind}
                  size="compact-sm"
                  variant={at === 0 ? 'filled' : 'default'}
                  loading={isPending}
                  onClick={() => onAct(kind)}
                >
                  {wordOf(kind, item)}
                </Button>
              ))}
            </p>
          )}
          <WhyDeficiency task={task} nameOf={nameOf} onShow={props.onShow} />
        </div>
      )}
    </li>
  );
}

type ItemWords = ReturnType<typeof useTechnicianWords>['item'];

const wordOf = (kind: Kind, item: ItemWords) =>
  ({
    ...{ accept: item.accept, assign: item.assign, reject: item.reject, notObtain: item.notObtain },
    ...{ sendBack: item.sendBack, confirm: item.confirm, reopen: item.reopen },
  })[kind];

/** What an act needs before it is done: who, or words. */
function Asking({ asking, isPending, onGive, onBack }: DeficiencyProps & { readonly asking: Kind }) {
  const { item } = useTechnicianWords();
  if (givesOf(asking) === 'owner')
    return <PickOwner onPick={(owner) => onGive({ kind: asking, owner })} onBack={onBack} />;
  const labels: Partial<Record<Kind, string>> = {
    ...{ reject: item.rejectWhy, notObtain: item.notObtainWhy },
    ...{ confirm: item.confirmWhat, reopen: item.reopenWhy },
  };
  return (
    <AskWords
      label={labels[asking] ?? item.reason}
      act={wordOf(asking, item)}
      isPending={isPending}
      onGive={(words) => onGive({ kind: asking, words })}
      onBack={onBack}
    />
  );
}

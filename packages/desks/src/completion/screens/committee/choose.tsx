/** The deficiencies that the committee may close, each with a box of its own and one box for all. */
import { displayTime } from '@charthouse/ui';
import { Checkbox } from '@mantine/core';
import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { Table } from '../notices/table.tsx';
import { useRoundWords } from '../words/use-round-words.ts';
import { StateMark } from '../work/state-mark.tsx';
import { textIn } from '../work/task-facts.ts';
import { useNames } from '../work/use-names.ts';

interface ChooseProps {
  readonly tasks: readonly Task[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

export function Choose({ tasks, chosen, onChoose }: ChooseProps) {
  const { committee: words } = useRoundWords();
  const { i18n } = useTranslation();
  const name = useNames(tasks.map(({ owner }) => owner));
  const ids = tasks.map(({ id }) => id ?? '');
  const count = ids.filter((id) => chosen.has(id)).length;
  const turn = (id: string) =>
    onChoose(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  return (
    <>
      {ids.length > 0 && (
        <Checkbox
          mt="md"
          label={words.all(ids.length)}
          checked={count === ids.length}
          indeterminate={count > 0 && count < ids.length}
          onChange={() => onChoose(new Set(count === ids.length ? [] : ids))}
        />
      )}
      <Table
        caption={words.waiting}
        heads={[words.choose, words.deficiency, words.encounter, words.due, words.owner, words.state, words.why]}
        empty={words.noneWaiting}
        rows={tasks.map((task) => ({
          key: task.id ?? '',
          cells: [
            <Checkbox
              key="box"
              aria-label={`${task.description} ${task.encounter?.reference}`}
              checked={chosen.has(task.id ?? '')}
              onChange={() => turn(task.id ?? '')}
            />,
            task.description,
            <span key="encounter" className="code">
              {task.encounter?.reference}
            </span>,
            displayTime(task.restriction?.period?.end ?? '', i18n.language),
            name(task.owner),
            <StateMark key="state" task={task} />,
            task.statusReason?.text ?? textIn(task, 'owner-note'),
          ],
        }))}
      />
    </>
  );
}

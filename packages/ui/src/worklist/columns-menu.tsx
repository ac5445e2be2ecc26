/** Choosing columns and their widths without a mouse. */
import { Button, Checkbox, Popover, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allColumns } from './columns.tsx';
import { type Columns, type ShownColumn, within } from './use-columns.ts';

/** Pixels: what a column that has no width of its own is taken for, and by how much it grows. */
const [usual, step] = [160, 32];

export function ColumnsMenu({ columns: { shown, change, reset } }: { readonly columns: Columns }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const grow = (one: ShownColumn, by: number) =>
    change(shown.map((each) => (each === one ? { ...one, width: within((one.width ?? usual) + by) } : each)));
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <UnstyledButton className="work-chip" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('work.columns')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="work-views" role="dialog" aria-label={t('work.columns')}>
        <ul>
          {allColumns.map((id) => {
            const one = shown.find((each) => each.id === id);
            const title = t(`work.${id}`);
            return (
              <li key={id}>
                <Checkbox
                  label={title}
                  checked={one !== undefined}
                  disabled={one !== undefined && shown.length === 1}
                  onChange={() => change(one ? shown.filter((each) => each !== one) : [...shown, { id }])}
                />
                {one &&
                  ([-step, step] as const).map((by) => (
                    <UnstyledButton
                      key={by}
                      className="work-chip"
                      aria-label={t(by < 0 ? 'work.narrower' : 'work.wider', { title })}
                      onClick={() => grow(one, by)}
                    >
                      {by < 0 ? '−' : '+'}
                    </UnstyledButton>
                  ))}
              </li>
            );
          })}
        </ul>
        <Button size="compact-sm" variant="default" onClick={reset}>
          {t('work.usualColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Settings while they are changed on the screen: what is new in the rules has a reason. */
import { useMe } from '@charthouse/ui';
import { useState } from 'react';
import type { CompletionSettings } from '../../settings.ts';
import type { useSettings } from './use-settings.ts';

export const today = () => new Date().toISOString().slice(0, 10);

export type Drafted = ReturnType<typeof useDraft>;

export function useDraft({ settings, version, save }: ReturnType<typeof useSettings>) {
  const me = useMe();
  const [changed, setChanged] = useState<CompletionSettings>();
  const [reason, setReason] = useState('');
  const [round, setRound] = useState(0);
  const draft = changed ?? settings;
  const isRuled = changed !== undefined && changed.overrides !== settings?.overrides;
  const change = (next: CompletionSettings) => {
    setChanged(next);
    save.reset();
  };
  const undo = () => {
    setChanged(undefined);
    setRound(round + 1);
  };
  return {
    ...{ draft, change, undo, reason, setReason, isRuled },
    /** Fields that keep text of their own begin anew. */
    round: `${version}.${round}`,
    isChanged: changed !== undefined,
    lacksReason: isRuled && reason.trim() === '',
    switchRule: (rule: string, off: boolean) => {
      if (!draft) return;
      const others = draft.overrides.filter((one) => one.rule !== rule || !one.off);
      const own = { rule, effective: { from: today() }, by: me.name, reason: '', off: true as const };
      change({ ...draft, overrides: off ? [...others, own] : others });
    },
    /** To be tried or saved: the reason stands beside what is new. */
    whole: (): CompletionSettings | undefined =>
      draft && {
        ...draft,
        overrides: draft.overrides.map((one) => (settings?.overrides.includes(one) ? one : { ...one, reason })),
      },
  };
}

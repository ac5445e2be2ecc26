/** The rules as somebody is changing them, over the version they began with, kept as a draft. */
import { useDrafts } from '@charthouse/ui';
import type { PlacementRule } from '@charthouse/worklist';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RulesVersion } from './use-rules.ts';

const key = 'placement-rules';

interface Typed {
  /** The version that is changed. */
  readonly base: RulesVersion;
  readonly mine: readonly PlacementRule[];
}

export interface RulesDraft extends Typed {
  readonly isTyped: boolean;
  /** Somebody else has saved since. */
  readonly isStale: boolean;
  readonly change: (rules: readonly PlacementRule[], base?: RulesVersion) => void;
  readonly drop: () => void;
}

export function useRulesDraft(now: RulesVersion): RulesDraft {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const [typed, setTyped] = useState(() => drafts.find(key)?.body.typed as Typed | undefined);
  const { base, mine } = typed ?? { base: now, mine: now.rules };
  return {
    ...{ base, mine, isTyped: typed !== undefined, isStale: base.version !== now.version },
    change: (rules, over = base) => {
      const next = { base: { version: over.version, rules: over.rules }, mine: rules };
      setTyped(next);
      drafts.keep(key, { title: t('rules.title'), to: '/rules', typed: next });
    },
    drop: () => {
      setTyped(undefined);
      drafts.drop(key);
    },
  };
}

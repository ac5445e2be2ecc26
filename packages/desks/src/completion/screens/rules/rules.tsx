/** Rules in force with source and cases, switched off and on, and the settings of the desk: tried on last month's charts before they are saved. */
import { FailureNote } from '@charthouse/ui';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTold } from '../notices/told.ts';
import { useRulesWords } from '../words/rules-words.ts';
import { Acts } from './acts.tsx';
import { RulesTable } from './rules-table.tsx';
import { SettingFields } from './setting-fields.tsx';
import { today, useDraft } from './use-draft.ts';
import { useSettings } from './use-settings.ts';

export default function RulesScreen() {
  const words = useRulesWords();
  const [day, setDay] = useState(today);
  const [find, setFind] = useState('');
  const told = useTold(`$completion-rules?date=${day}`);
  const kept = useSettings();
  const drafted = useDraft(kept);
  const error = told.error ?? kept.error;
  const rules = told.rows('rule').filter((rule) => {
    const all = ['title', 'type', 'source', 'due'].map(rule.text).join(' ');
    return all.toLowerCase().includes(find.trim().toLowerCase());
  });
  return (
    <div className="page">
      <h1>{words.title}</h1>
      <p className="soft">{words.about}</p>
      {error && <FailureNote error={error} again={told.refetch} />}
      <div className="round-bar">
        <TextInput
          type="date"
          label={words.day}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value || today())}
        />
        <TextInput
          type="search"
          label={words.find}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      </div>
      {drafted.draft && (
        <>
          <RulesTable rules={rules} overrides={drafted.draft.overrides} onSwitch={drafted.switchRule} />
          <SettingFields key={drafted.round} draft={drafted.draft} onDraft={drafted.change} />
          <Acts drafted={drafted} save={kept.save} />
        </>
      )}
    </div>
  );
}

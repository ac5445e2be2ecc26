/** Finds who is responsible: a clinician, or a department whose people take it. */
import { matches, useFhir } from '@charthouse/ui';
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Bundle, Organization, Practitioner, Reference } from 'fhir/r4';
import { useState } from 'react';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { nameOf } from '../work/use-names.ts';

interface PickOwnerProps {
  readonly onPick: (owner: Reference) => void;
  readonly onBack: () => void;
}

export function PickOwner({ onPick, onBack }: PickOwnerProps) {
  const { item } = useTechnicianWords();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const query = asked.length > 1 ? `name=${encodeURIComponent(asked)}&active:not=false&_count=8` : undefined;
  const people = useFhir<Bundle>(query && `Practitioner?${query}`);
  const houses = useFhir<Bundle>(query && `Organization?${query}`);
  const found = [...matches<Practitioner>(people.data), ...matches<Organization>(houses.data)];
  return (
    <fieldset
      className="ask-words owners-of"
      aria-label={item.give}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onBack();
      }}
    >
      <TextInput
        autoFocus
        label={item.give}
        description={item.find}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div role="status">{query && people.data && found.length === 0 && <p className="soft">{item.noOneFound}</p>}</div>
      <ul className="owners">
        {found.map((one) => (
          <li key={`${one.resourceType}/${one.id}`}>
            <UnstyledButton
              className="owner"
              onClick={() => onPick({ reference: `${one.resourceType}/${one.id}`, display: nameOf(one) })}
            >
              <bdi>{nameOf(one)}</bdi>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Button variant="default" size="compact-sm" onClick={onBack}>
        {item.back}
      </Button>
    </fieldset>
  );
}

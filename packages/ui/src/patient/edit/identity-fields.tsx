/** The fields of an identity, each with help where it needs it and with what is wrong. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Wrong } from './check-identity.ts';
import { type Identity, type IdentityField, identityFields } from './identity.ts';

interface IdentityFieldsProps {
  readonly identity: Identity;
  readonly wrong: Partial<Record<IdentityField, Wrong>>;
  readonly onChange: (field: IdentityField, text: string) => void;
}

const hints = {
  given: 'edit.givenHint',
  birthDate: 'edit.birthDateHint',
  gender: 'edit.genderHint',
  phone: 'edit.phoneHint',
} as const;

/** https://hl7.org/fhir/R4/valueset-administrative-gender.html */
const genders = ['', 'female', 'male', 'other', 'unknown'] as const;

export function IdentityFields({ identity, wrong, onChange }: IdentityFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="identity-fields">
      {identityFields.map((field) => {
        const common = {
          id: `identity-${field}`,
          label: t(`edit.${field}`),
          description: hints[field as keyof typeof hints] && t(hints[field as keyof typeof hints]),
          error: wrong[field] && t(`edit.${wrong[field]}`),
          value: identity[field],
          dir: 'auto',
          autoComplete: 'off',
          onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => onChange(field, value),
        };
        if (field === 'gender') return <NativeSelect key={field} {...common} data={genders.map(wordFor)} />;
        if (field === 'line') return <Textarea key={field} {...common} autosize minRows={1} />;
        return <TextInput key={field} {...common} />;
      })}
    </div>
  );
  function wordFor(value: (typeof genders)[number]) {
    const label = value === '' ? '–' : value === 'unknown' ? t('edit.unknown') : t(`patient.${value}`);
    return { value, label };
  }
}

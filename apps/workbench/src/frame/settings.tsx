/** Text size and keys of this machine. */
import { Modal, NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Preferences, prefer, textSizes, usePreferences } from './preferences.ts';

export function Settings({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { textSize, hasLetterKeys } = usePreferences();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('settings.title')}
      closeButtonProps={{ 'aria-label': t('keys.back') }}
    >
      <div className="settings">
        <NativeSelect
          label={t('settings.size')}
          description={t('settings.sizeHint')}
          value={String(textSize)}
          data={textSizes.map((size) => ({ value: String(size), label: `${size} %` }))}
          onChange={({ currentTarget: { value } }) => prefer({ textSize: Number(value) as Preferences['textSize'] })}
        />
        <Switch
          label={t('settings.keys')}
          description={t('settings.keysHint')}
          checked={hasLetterKeys}
          onChange={({ currentTarget: { checked } }) => prefer({ hasLetterKeys: checked })}
        />
      </div>
    </Modal>
  );
}

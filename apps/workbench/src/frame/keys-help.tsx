/** Every key that there is, shown by `?`: from the tables that bind them. */
import { frameKeys, markKeys, rowKeys, shownKeys, workKeys } from '@charthouse/ui';
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const groups = [
  ['everywhere', frameKeys.map(({ id, shown }) => [id, shown] as const)],
  ['inRows', shownKeys(rowKeys)],
  ['inWork', [...shownKeys(markKeys), ...shownKeys(workKeys)]],
] as const;

export function KeysHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('keys.back') }}
    >
      <table className="keys">
        {groups.map(([group, keys]) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {t(`keys.${group}`)}
              </th>
            </tr>
            {keys.map(([id, shown]) => (
              <tr key={id}>
                <th scope="row">
                  <kbd>{shown}</kbd>
                </th>
                <td>{t(`keys.does.${id}`)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Modal>
  );
}

/** The keys of this screen, shown by `?`. */
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function KeysHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const rows: readonly (readonly [string, string])[] = [
    ['Ctrl K', t('keys.palette')],
    ['?', t('keys.help')],
    ['Alt H', t('keys.go', { where: t('frame.home') })],
    ['Alt P', t('keys.go', { where: t('frame.patients') })],
    ['j k ↑ ↓', t('keys.move')],
    ['Enter', t('keys.openRow')],
    ['/', t('keys.filter')],
    ['Esc', t('keys.back')],
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('keys.back') }}
    >
      <table className="keys">
        <tbody>
          {rows.map(([key, words]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

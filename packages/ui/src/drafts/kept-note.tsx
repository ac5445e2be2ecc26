/** Where what was typed is now, in words: on the server, or in this window only. */
import { useTranslation } from 'react-i18next';
import { useKept } from './drafts-context.ts';

export function KeptNote() {
  const { t } = useTranslation();
  const kept = useKept();
  return (
    <span role="status" className={kept === 'here' ? 'time-soon' : 'soft'}>
      {t(`draft.${kept}`)}
    </span>
  );
}

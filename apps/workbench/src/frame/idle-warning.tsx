/** Before the server ends a session that is not used: says when, and lets it go on. 45 CFR 164.312(a)(2)(iii), WCAG 2.2.1 */
import { useDrafts, useFhirClient } from '@charthouse/ui';
import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';
import { usePresence } from '../sign-in/presence.ts';

const minute = 60_000;
const before = 2 * minute;
const tick = 2_000;

export function IdleWarning() {
  const { t, i18n } = useTranslation();
  const { idleMinutes, signedIn, signOut } = usePerson();
  const { lastUse } = usePresence();
  const client = useFhirClient();
  const drafts = useDrafts();
  const [ends, setEnds] = useState<number>();
  useEffect(() => {
    if (!signedIn || idleMinutes === undefined) return;
    const timer = setInterval(() => {
      const end = lastUse() + idleMinutes * minute;
      const left = end - Date.now();
      setEnds(left < Math.min(before, (idleMinutes * minute) / 2) ? end : undefined);
      if (left <= 0) void drafts.flush().then(() => location.reload()); // it has ended: the address stays for after sign-in
    }, tick);
    return () => clearInterval(timer);
  }, [signedIn, idleMinutes, lastUse, drafts]);
  const stay = () => client.send({ method: 'GET', path: '/workbench/me' }).then(() => setEnds(undefined));
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' }).format(ends ?? 0);
  return (
    <Modal
      opened={ends !== undefined}
      onClose={() => void stay()}
      title={t('session.idleTitle')}
      withCloseButton={false}
    >
      <p role="alert">{t('session.idle', { time })}</p>
      <p className="trend-actions">
        <Button variant="default" onClick={signOut}>
          {t('frame.signOut')}
        </Button>
        <Button data-autofocus onClick={() => void stay()}>
          {t('session.stay')}
        </Button>
      </p>
    </Modal>
  );
}

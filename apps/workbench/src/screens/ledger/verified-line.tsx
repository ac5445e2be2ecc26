/** Until when the record was verified: always in sight, and a way to what that means. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { moment } from './moment.ts';
import { type LedgerStanding, useLedger } from './use-ledger.ts';
import './verified-line.css';

export function VerifiedLine() {
  const { t, i18n } = useTranslation();
  const { data } = useLedger();
  if (!data) return null;
  const isWrong = data.halted || data.verified?.holds === false;
  return (
    <Link to="/ledger" className={isWrong ? 'verified-line wrong' : 'verified-line'}>
      <span>
        {isWrong ? '✕ ' : data.verified ? '✓ ' : ''}
        {words(data)}
      </span>
    </Link>
  );

  function words({ verified, halted }: LedgerStanding): string {
    if (verified && !verified.holds) return t('ledger.disagrees');
    if (halted) return t('ledger.halted');
    return verified ? t('ledger.verifiedTo', { time: moment(verified.to, i18n.language) }) : t('ledger.verifiedNever');
  }
}

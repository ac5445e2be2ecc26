/** The ledger: until when the record was verified and what that means, for everybody; the rest for who looks after the server. */
import { FailureNote } from '@charthouse/ui';
import { useTranslation } from 'react-i18next';
import { AdministeredLedger } from './administered-ledger.tsx';
import { moment } from './moment.ts';
import { type LedgerStanding, useLedger } from './use-ledger.ts';
import './ledger.css';

export function Ledger() {
  const { t } = useTranslation();
  const { data, error, refetch } = useLedger();
  return (
    <div className="page ledger">
      <h1>{t('ledger.title')}</h1>
      {error && <FailureNote error={error} again={refetch} />}
      {data && (
        <>
          <Verdict standing={data} />
          <Facts standing={data} />
          {data.administered && <AdministeredLedger standing={data} administered={data.administered} />}
          <Witnesses witnesses={data.witnesses} />
          <h2 className="page-part">{t('ledger.meaningTitle')}</h2>
          <p className="ledger-words">{t('ledger.meaning')}</p>
          <p className="ledger-words">{t('ledger.meaningNot')}</p>
          <p>
            <a href="/log/verify">{t('ledger.check')}</a>
          </p>
        </>
      )}
    </div>
  );
}

function Verdict({ standing: { verified, halted } }: { readonly standing: LedgerStanding }) {
  const { t, i18n } = useTranslation();
  const time = verified ? moment(verified.to, i18n.language) : '';
  return (
    <div aria-live="polite">
      {!verified && <p className="ledger-verdict">{t('ledger.never')}</p>}
      {verified?.holds && (
        <p className="ledger-verdict right">
          ✓ {t('ledger.holds', { time, leaves: figure(verified.leaves, i18n.language) })}
        </p>
      )}
      {verified && !verified.holds && (
        <div className="failure" role="alert">
          <strong>✕ {t('ledger.wrong', { time })}</strong>
          <p>{t('ledger.callAdministrator')}</p>
        </div>
      )}
      {halted && (
        <div className="failure" role="alert">
          <strong>✕ {t('ledger.haltedWhy')}</strong>
        </div>
      )}
    </div>
  );
}

function figure(count: number, language: string): string {
  return count.toLocaleString(language);
}

function Facts({ standing }: { readonly standing: LedgerStanding }) {
  const { t, i18n } = useTranslation();
  const { origin, leaves, checkpoint, filling } = standing;
  const facts: readonly (readonly [string, string])[] = [
    [t('ledger.log'), origin ?? t('ledger.none')],
    [t('ledger.leaves'), figure(leaves, i18n.language)],
    [t('ledger.lastHead'), checkpoint === null ? t('ledger.none') : moment(checkpoint, i18n.language)],
  ];
  return (
    <>
      <dl className="ledger-facts">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {filling && <p className="soft">{t('ledger.filling')}</p>}
    </>
  );
}

function Witnesses({ witnesses }: Pick<LedgerStanding, 'witnesses'>) {
  const { t, i18n } = useTranslation();
  return (
    <section aria-labelledby="ledger-witnesses">
      <h2 className="page-part" id="ledger-witnesses">
        {t('ledger.witnesses')}
      </h2>
      {witnesses.length === 0 && <p className="ledger-words">{t('ledger.noWitness')}</p>}
      {witnesses.length > 0 && (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{t('ledger.witness')}</th>
              <th scope="col">{t('ledger.lastCosigned')}</th>
              <th scope="col">{t('ledger.leaves')}</th>
              <th scope="col">{t('ledger.state')}</th>
            </tr>
          </thead>
          <tbody>
            {witnesses.map(({ name, at, leaves, outcome }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{at === null ? t('ledger.none') : moment(at, i18n.language)}</td>
                <td>{leaves === null ? '' : figure(leaves, i18n.language)}</td>
                <td
                  className={
                    outcome === 'refused' || outcome === 'ahead' ? 'ledger-wrong ledger-wraps' : 'ledger-wraps'
                  }
                >
                  {t(`ledger.${outcome ?? 'cosigned'}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

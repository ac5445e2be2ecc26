/** For who looks after the server: what does not agree, a verification now, signed heads, anchors. */
import { FailureNote, useFhirClient } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moment } from './moment.ts';
import { type Administered, type LedgerStanding, ledgerAddress } from './use-ledger.ts';

interface Shown {
  readonly standing: LedgerStanding;
  readonly administered: Administered;
}

export function AdministeredLedger({ standing, administered }: Shown) {
  const { t } = useTranslation();
  const { halted, findings } = administered;
  return (
    <>
      {halted !== null && <p className="ledger-words ledger-wrong">{halted}</p>}
      {standing.verified?.holds === false && (
        <Part title={t('ledger.findings')}>
          <ol className="ledger-findings">
            {findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ol>
        </Part>
      )}
      <Verifications administered={administered} />
      <Heads administered={administered} />
      <Anchors administered={administered} />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="page-part">{title}</h2>
      {children}
    </section>
  );
}

function Verifications({ administered: { verifications, verifying } }: Pick<Shown, 'administered'>) {
  const { t, i18n } = useTranslation();
  const client = useFhirClient();
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: () => client.send({ method: 'POST', path: `${ledgerAddress}/verification` }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['ledger'] }),
  });
  const figure = (count: number) => count.toLocaleString(i18n.language);
  return (
    <Part title={t('ledger.verifications')}>
      <p role="status">
        {verifying ? (
          verifying.total === null ? (
            t('ledger.verifyWaits')
          ) : (
            t('ledger.verifying', { done: figure(verifying.done), total: figure(verifying.total) })
          )
        ) : (
          <Button size="compact-md" onClick={() => ask.mutate()} loading={ask.isPending}>
            {t('ledger.verifyNow')}
          </Button>
        )}
      </p>
      {ask.error && <FailureNote error={ask.error} />}
      {verifications.length > 0 && (
        <Table heads={[t('ledger.when'), t('ledger.leaves'), t('ledger.result')]}>
          {verifications.map(({ to, leaves, holds, findings }) => (
            <tr key={to}>
              <td>{moment(to, i18n.language)}</td>
              <td>{figure(leaves)}</td>
              <td className={holds ? '' : 'ledger-wrong'}>
                {holds ? `✓ ${t('ledger.agreed')}` : `✕ ${t('ledger.disagreed', { count: findings })}`}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Part>
  );
}

function Heads({ administered: { checkpoints } }: Pick<Shown, 'administered'>) {
  const { t, i18n } = useTranslation();
  return (
    <Part title={t('ledger.checkpoints')}>
      <Table heads={[t('ledger.signed'), t('ledger.size'), t('ledger.by')]}>
        {checkpoints.map(({ size, at, cosigned }) => (
          <tr key={size}>
            <td>{moment(at, i18n.language)}</td>
            <td>{size.toLocaleString(i18n.language)}</td>
            <td className="ledger-wraps">{cosigned.join(', ')}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Anchors({ administered: { anchoring, anchored } }: Pick<Shown, 'administered'>) {
  const { t, i18n } = useTranslation();
  if (anchored.length === 0)
    return (
      <Part title={t('ledger.anchors')}>
        <p className="soft">{t(anchoring ? 'ledger.noAnchors' : 'ledger.anchorsOff')}</p>
      </Part>
    );
  return (
    <Part title={t('ledger.anchors')}>
      <Table heads={[t('ledger.when'), t('ledger.size'), t('ledger.result')]}>
        {anchored.map(({ at, size, transaction, state, error }) => (
          <tr key={at}>
            <td>{moment(at, i18n.language)}</td>
            <td>{size?.toLocaleString(i18n.language)}</td>
            <td className={error && state !== 'done' ? 'ledger-wrong ledger-wraps' : 'ledger-wraps'}>
              {error && state !== 'done' ? error : <span className="code">{transaction ?? state}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Table({ heads, children }: { readonly heads: readonly string[]; readonly children: ReactNode }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

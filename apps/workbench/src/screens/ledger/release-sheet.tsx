/** The sheet of a release: what, in which version, its fingerprint and place; the signed head, who cosigned it, and how to check all that. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../sign-in/person.ts';
import { printedMoment } from './moment.ts';
import type { Released, ReleaseProofs } from './release-proofs.ts';

interface ReleaseSheetProps extends ReleaseProofs {
  /** Id, for the name of the file. */
  readonly patient: string;
}

export function ReleaseSheet({ proofs, failed, patient }: ReleaseSheetProps) {
  const { t, i18n } = useTranslation();
  const { name } = usePerson();
  const newest = proofs.toSorted((a, b) => b.facts.size - a.facts.size)[0]?.facts;
  return (
    <>
      <p>{t('ledger.release.made', { time: printedMoment(Date.now(), i18n.language), name })}</p>
      {newest && (
        <p className="ledger-words">
          {t('ledger.release.intro', { origin: newest.origin, size: newest.size.toLocaleString(i18n.language) })}
        </p>
      )}
      <p className="no-print release-acts">
        <Button onClick={() => print()}>{t('ledger.release.print')}</Button>
        <Button variant="default" onClick={() => save(proofs, `proofs-${patient}.txt`)}>
          {t('ledger.release.save')}
        </Button>
      </p>
      {failed.length > 0 && (
        <div className="failure" role="alert">
          <strong>{t('ledger.release.failed')}</strong>
          {failed.map(({ name: what, why }) => (
            <p key={what}>
              {what}: {why}
            </p>
          ))}
        </div>
      )}
      <Records proofs={proofs} />
      <Heads proofs={proofs} />
      <HowToCheck />
    </>
  );
}

function Records({ proofs }: Pick<ReleaseProofs, 'proofs'>) {
  const { t, i18n } = useTranslation();
  return (
    <table className="rows release-rows">
      <thead>
        <tr>
          <th scope="col">{t('ledger.release.what')}</th>
          <th scope="col">{t('ledger.release.version')}</th>
          <th scope="col">{t('ledger.release.recorded')}</th>
          <th scope="col">{t('ledger.release.leaf')}</th>
          <th scope="col">{t('ledger.release.digest')}</th>
        </tr>
      </thead>
      <tbody>
        {proofs.map(({ name, facts }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{facts.version}</td>
            <td>{printedMoment(facts.recorded, i18n.language)}</td>
            <td>{facts.leaf}</td>
            <td className="code">{facts.digest}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Mostly one; more where the log grew while the proofs were made. */
function Heads({ proofs }: Pick<ReleaseProofs, 'proofs'>) {
  const { t, i18n } = useTranslation();
  const keys = useQuery({
    queryKey: ['log', 'keys'],
    queryFn: async ({ signal }) => (await fetch('/log/keys', { signal })).text(),
  });
  const heads = [...new Map(proofs.map(({ facts }) => [facts.size, facts])).values()];
  return (
    <section aria-label={t('ledger.release.head')}>
      <h2 className="page-part">{t('ledger.release.head')}</h2>
      {heads.map(({ origin, size, root, witnesses }) => (
        <dl key={size} className="release-head">
          <dt>{t('ledger.log')}</dt>
          <dd>
            {origin}, {size.toLocaleString(i18n.language)}
          </dd>
          <dt>{t('ledger.release.root')}</dt>
          <dd className="code">{root}</dd>
          <dt>{t('ledger.release.witnessed')}</dt>
          <dd>
            {witnesses.length === 0
              ? t('ledger.release.noWitness')
              : witnesses.map(({ name, at }) => `${name}, ${printedMoment(at, i18n.language)}`).join('; ')}
          </dd>
        </dl>
      ))}
      <dl className="release-head">
        <dt>{t('ledger.release.key')}</dt>
        <dd className="code">{keys.data?.trim()}</dd>
      </dl>
    </section>
  );
}

function HowToCheck() {
  const { t } = useTranslation();
  return (
    <section aria-label={t('ledger.release.how')}>
      <h2 className="page-part">{t('ledger.release.how')}</h2>
      <ol className="release-steps">
        <li>{t('ledger.release.step1')}</li>
        <li>{t('ledger.release.step2', { address: `${location.origin}/log/verify` })}</li>
        <li>{t('ledger.release.step3')}</li>
      </ol>
      <p className="ledger-words">{t('ledger.release.not')}</p>
    </section>
  );
}

function save(proofs: readonly Released[], name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob(
      proofs.map(({ proof }) => proof),
      { type: 'text/plain' },
    ),
  );
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

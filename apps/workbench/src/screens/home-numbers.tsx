/** The numbers of a person's role, each counted by the server when the home is opened. */
import { useFhirClient } from '@charthouse/ui';
import { useQueries } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../sign-in/person.ts';

interface HouseNumber {
  readonly id: 'inHouse' | 'discharged' | 'documents' | 'emergencies' | 'drafts' | 'claims';
  /** Roles whose number it is. */
  readonly roles: readonly string[];
  /** Searches whose counts are taken, the second from the first. */
  readonly queries: (day: (ago: number) => string) => readonly string[];
}

const records = ['technician', 'records-manager'];
const coding = ['coder', 'cdi-specialist'];

const numbers: readonly HouseNumber[] = [
  {
    id: 'inHouse',
    roles: [...records, ...coding, 'clinician', 'privacy-officer'],
    queries: () => ['Encounter?class=IMP&status=in-progress'],
  },
  {
    id: 'discharged',
    roles: [...records, ...coding, 'biller'],
    queries: (day) => [
      `Encounter?class=IMP&status=finished&date=eb${day(0)}`,
      `Encounter?class=IMP&status=finished&date=eb${day(1)}`,
    ],
  },
  { id: 'documents', roles: records, queries: (day) => [`DocumentReference?date=ge${day(0)}`] },
  { id: 'drafts', roles: [...records, 'clinician'], queries: () => ['Composition?status=preliminary'] },
  { id: 'emergencies', roles: ['clinician', 'analyst'], queries: (day) => [`Encounter?class=EMER&date=ge${day(0)}`] },
  { id: 'claims', roles: ['biller', 'analyst'], queries: (day) => [`Claim?created=ge${day(7)}`] },
];

/** In the time of who reads. */
function dayBefore(ago: number): string {
  const now = new Date();
  const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ago);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function HomeNumbers() {
  const { t } = useTranslation();
  const client = useFhirClient();
  const { roles } = usePerson();
  const own = numbers.filter((number) => roles.some((role) => number.roles.includes(role)));
  const asked = own.flatMap(({ queries }) => queries(dayBefore));
  const counts = useQueries({
    queries: asked.map((path) => ({
      queryKey: ['fhir', `${path}&_summary=count`],
      queryFn: ({ signal }: { signal: AbortSignal }) => client.read<Bundle>(`${path}&_summary=count`, signal),
    })),
  });
  if (own.length === 0) return null;
  const countOf = (path: string | undefined) => (path === undefined ? 0 : counts[asked.indexOf(path)]?.data?.total);
  return (
    <section aria-labelledby="home-numbers">
      <h2 className="page-part" id="home-numbers">
        {t('numbers.title')}
      </h2>
      <dl className="facts home-numbers">
        {own.map(({ id, queries }) => {
          const [all, less] = queries(dayBefore).map(countOf);
          const isKnown = all !== undefined && (queries(dayBefore).length < 2 || less !== undefined);
          return (
            <div key={id}>
              <dt>{t(`numbers.${id}`)}</dt>
              <dd>
                <strong>{isKnown ? all - (less ?? 0) : '…'}</strong>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Any resource as its facts: the narrative is never trusted as HTML; elements are named as FHIR names them. */
import type { FhirResource } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../data/failure-note.tsx';
import { useFhir } from '../data/fhir-context.ts';
import { displayTime } from '../fhir/dates.ts';

const notFacts = new Set(['resourceType', 'id', 'meta', 'text', 'implicitRules', 'language']);

export function FactsView({ type, id }: { readonly type: string; readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, isPending } = useFhir<FhirResource>(`${type}/${id}`);
  if (error) return <FailureNote error={error} />;
  if (isPending) return <p className="soft">{t('chart.loading')}</p>;
  const facts = Object.entries(data).filter(([name]) => !notFacts.has(name));
  return (
    <article>
      <h2>{type}</h2>
      <Facts facts={facts} />
      <p className="soft code">
        {type}/{id} · {data.meta?.versionId}
      </p>
    </article>
  );
}

type Part = Record<string, unknown>;

const isTime = /^\d{4}-\d{2}-\d{2}(T|$)/;

function Value({ value }: { readonly value: unknown }) {
  const { i18n } = useTranslation();
  if (Array.isArray(value)) return value.length === 1 ? <Value value={value[0]} /> : <Several values={value} />;
  if (typeof value === 'string') return <bdi>{isTime.test(value) ? displayTime(value, i18n.language) : value}</bdi>;
  if (typeof value !== 'object' || value === null) return String(value);
  const short = shortOf(value as Part);
  return short ? <bdi>{short}</bdi> : <Facts facts={Object.entries(value)} />;
}

function Several({ values }: { readonly values: readonly unknown[] }) {
  return (
    <ul>
      {values.map((one) => (
        <li key={JSON.stringify(one)}>
          <Value value={one} />
        </li>
      ))}
    </ul>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, unknown])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Codes, references, quantities and codings in one line. */
function shortOf(part: Part): string | undefined {
  if (typeof part.text === 'string') return part.text;
  if (Array.isArray(part.coding)) return shortOf((part.coding[0] ?? {}) as Part);
  if (typeof part.reference === 'string') return [part.display, part.reference].filter(Boolean).join(' · ');
  if (typeof part.display === 'string') return part.display;
  if (typeof part.code === 'string' && 'system' in part && !('value' in part)) return part.code;
  if ('value' in part && ('unit' in part || 'currency' in part)) return `${part.value} ${part.unit ?? part.currency}`;
  return undefined;
}

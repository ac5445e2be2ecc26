/** Events that follow from the encounter itself. */
import type { ChartEvent, EventName } from './chart.ts';

export interface EncounterTimes {
  readonly class: string;
  /** https://terminology.hl7.org/CodeSystem-discharge-disposition.html */
  readonly disposition: string | undefined;
  readonly admitted: number;
  readonly discharged: number | undefined;
}

const ofClass: Readonly<Record<string, EventName>> = {
  emergency: 'emergency',
  observation: 'observation',
  virtual: 'telehealth',
};

/** Of somebody who came by: to another house that goes on with the treatment. */
const ofDisposition: Readonly<Record<string, EventName>> = {
  exp: 'death',
  aadvice: 'against-advice',
  ...Object.fromEntries(
    ['other-hcf', 'hosp', 'long', 'psy', 'rehab', 'snf'].map((code) => [code, 'transfer' as const]),
  ),
};

export function encounterEvents(
  { class: of, disposition, admitted, discharged }: EncounterTimes,
  reference: string,
): ChartEvent[] {
  const during = ofClass[of];
  const end = disposition === undefined ? undefined : ofDisposition[disposition];
  return [
    { name: 'admission', at: admitted, reference },
    ...(during
      ? [{ name: during, at: admitted, reference, ...(discharged !== undefined && { until: discharged }) }]
      : []),
    ...(discharged === undefined ? [] : [{ name: 'discharge' as const, at: discharged, reference }]),
    ...(discharged === undefined || !end ? [] : [{ name: end, at: discharged, reference }]),
  ];
}

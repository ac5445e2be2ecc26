/** What access keeps of a resource of the benchmark, by itself: without what follows from its encounter. */
import { careRows, classOf, consentRows, labelRules, labelsOf, patientLabels } from '@charthouse/access';
import type { AccessFacts } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';

/** `now`: milliseconds since 1970. */
export function accessFacts(resource: Resource, now: number): AccessFacts {
  const today = new Date(now).toISOString().slice(0, 10);
  const labels = labelsOf(resource, { today, rules: labelRules, fromPartTwoProgram: false });
  return {
    class: classOf(resource, labels),
    rows: { care: careRows(resource), consents: consentRows(resource), patientLabels: patientLabels(resource) },
  };
}

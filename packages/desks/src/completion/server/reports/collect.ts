/** Where the facts of each report come from: searches through the one door, as who asks. */
import { outcomes } from '@charthouse/fhir-model';
import type { Zone } from '@charthouse/rulebook';
import type { Fact } from '../../rules/reports/report.ts';
import type { CompletionSettings } from '../../settings.ts';
import type { Asking } from '../ask.ts';
import { committeeClosures } from './committee-closures.ts';
import { indexErrors } from './index-errors.ts';
import { diseaseIndex, operationIndex, physicianIndex } from './indexes.ts';
import { noticeHistory } from './notice-history.ts';
import { ageing, unanalysed } from './open-work.ts';
import { timeliness } from './timeliness.ts';

export interface Collecting extends Asking {
  /** The rules: for notices, which are of no patient. */
  readonly rules: Asking;
  readonly settings: CompletionSettings;
  readonly zone: Zone;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The first and the last local day. */
  readonly from: string;
  readonly to: string;
}

type Collect = (collecting: Collecting) => Promise<Fact[]>;

const collectors: Readonly<Record<string, Collect>> = {
  ...{ unanalysed, ageing, timeliness },
  notices: noticeHistory,
  'index-errors': indexErrors,
  committee: committeeClosures,
  'disease-index': diseaseIndex,
  'operation-index': operationIndex,
  'physician-index': physicianIndex,
};

/** @throws OutcomeError */
export async function collect(report: string, collecting: Collecting): Promise<Fact[]> {
  const own = collectors[report];
  if (!own) throw outcomes.notFound(`There is no report "${report}".`);
  return await own(collecting);
}

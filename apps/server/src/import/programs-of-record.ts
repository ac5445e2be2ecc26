/** A command labels as the servers of the record do, whatever its own environment says of 42 CFR Part 2. */
import { labelledPrograms, queryDatabase } from '@charthouse/chart-store';
import type { Report } from '../command-line/report.ts';
import type { Settings } from '../settings/settings.ts';

/** The settings with the programs of the record; what this command names besides labels too, and is told. */
export async function withProgramsOfRecord(
  settings: Settings,
  { databaseUrl, report }: { readonly databaseUrl: string; readonly report: Pick<Report, 'warn'> },
): Promise<Settings> {
  const database = await queryDatabase(databaseUrl);
  const known = await labelledPrograms(database.query).finally(() => database.close());
  const besides = settings.partTwoPrograms.filter((one) => !known.includes(one));
  if (besides.length > 0)
    report.warn(
      `CHARTHOUSE_PART_TWO_PROGRAMS names ${besides.join(', ')}, which the server of this record does not: what this import writes is labelled by it, what is there already when a server starts with it.`,
    );
  return { ...settings, partTwoPrograms: [...known, ...besides] };
}

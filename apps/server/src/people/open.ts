/** The tables of sign-in for a command, and its refusals as failures. */
import { type Database, openDatabase, type Query, SignInRefusal } from '@charthouse/sign-in/people';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import type { Settings } from '../settings/settings.ts';
import { recordChanges } from './record-changes.ts';

export interface Around {
  readonly settings: Settings;
  readonly report: Report;
}

export function withPeople<T>(settings: Settings, work: (database: Database, url: string) => Promise<T>): Promise<T> {
  return withDatabase(settings, async (url) => {
    const database = openDatabase(url, 1);
    try {
      return await work(database, url);
    } catch (error) {
      throw error instanceof SignInRefusal ? failure(error.message, error) : error;
    } finally {
      await database.close();
    }
  });
}

/** All or nothing, with what `tell` was told in the access log: accounts and clients by their ids, no names. */
export function changePeople<T>(
  settings: Settings,
  work: (query: Query, tell: (note: string) => void) => Promise<T>,
): Promise<T> {
  return withPeople(settings, ({ transaction }, url) =>
    transaction(async (query) => {
      const notes: string[] = [];
      const result = await work(query, (note) => notes.push(note));
      await recordChanges(url, notes, byCommand);
      return result;
    }),
  );
}

/** Who changes things by the command line: whoever may run it on this machine. */
export const byCommand = 'command line';

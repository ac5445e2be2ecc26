/** The tables of sign-in for a command, and its refusals as failures. */
import { type Database, openDatabase, SignInRefusal } from '@charthouse/sign-in/people';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import type { Settings } from '../settings/settings.ts';

export interface Around {
  readonly settings: Settings;
  readonly report: Report;
}

export function withPeople<T>(settings: Settings, work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabase(settings, async (url) => {
    const database = openDatabase(url, 1);
    try {
      return await work(database);
    } catch (error) {
      throw error instanceof SignInRefusal ? failure(error.message, error) : error;
    } finally {
      await database.close();
    }
  });
}

/** Who changes things by the command line: whoever may run it on this machine. */
export const byCommand = 'command line';

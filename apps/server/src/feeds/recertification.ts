/** Accounts whose rights are confirmed once in a while, or taken away: 45 CFR 164.308(a)(4)(ii)(C), access establishment and modification. */
import type { Resource } from '@charthouse/fhir-model';
import { type Account, listAccounts } from '@charthouse/sign-in/people';
import type { Feed, FeedParts } from './feed.ts';
import { allWork } from './open-work.ts';
import { takeAway } from './take-away.ts';
import { keyOf, type WantedWork } from './wanted-work.ts';

const recertifyCode = 'recertify-access';

const day = 86_400_000;
/** Days before it is due that it is asked for. */
const leadDays = 14;

export function recertification(parts: FeedParts): Feed {
  const { settings, people, store, now } = parts;
  const months = settings.recertifyMonths;
  return {
    code: recertifyCode,
    async look(open) {
      const all = await allWork(recertifyCode, store);
      await takeAway(all, parts);
      const accounts = new Map((await listAccounts(people.query)).map((one) => [one.id, one]));
      const asked = months === 0 ? [] : [...accounts.values()].filter(hasRights);
      const wanted = asked
        .map((account) => wantedOf(account, { all: worksOf(account, all), months }))
        .filter(({ at }) => at <= now());
      return { wanted, cured: curedOf(open, accounts) };
    },
  };
}

/** Patients have their own charts, whatever is certified. */
const hasRights = ({ kind, disabled, roles }: Account) =>
  kind !== 'patient' && disabled === undefined && roles.length > 0;

const keyFor = ({ id }: Pick<Account, 'id'>) => `account|${id}`;
const worksOf = (account: Account, all: readonly Resource[]) => all.filter((task) => keyOf(task) === keyFor(account));

interface Around {
  /** Of this account, ever. */
  readonly all: readonly Resource[];
  readonly months: number;
}

function wantedOf(account: Account, { all, months }: Around): WantedWork {
  const { id, name, email, kind, roles, created } = account;
  const ended = all.filter(({ status }) => status === 'completed' || status === 'rejected');
  const last = Math.max(created, ...ended.map(({ meta }) => Date.parse((meta as { lastUpdated: string }).lastUpdated)));
  const confirmed = last === created ? 'not since the account was made' : `last on ${iso(last).slice(0, 10)}`;
  return {
    key: keyFor(account),
    occasion: iso(last),
    at: monthsAfter(last, months) - leadDays * day,
    what: `Confirm what ${name} may do: ${roles.join(', ')}`,
    why: `What an account may do is confirmed every ${months} months, or taken away; ${confirmed}.`,
    evidence: [
      `Account of ${kind === 'service' ? 'a program' : 'a person'}${email ? `, ${email}` : ''}, made on ${iso(created).slice(0, 10)}.`,
      `Roles: ${roles.join(', ')}.`,
    ],
    due: monthsAfter(last, months),
    facts: { account: id },
  };
}

function curedOf(open: readonly Resource[], accounts: ReadonlyMap<string, Account>): Map<string, string> {
  return new Map(
    open.flatMap((task) => {
      const account = accounts.get((keyOf(task) ?? '').slice('account|'.length));
      return account && hasRights(account) ? [] : [[String(task.id), 'The account has no rights any more.'] as const];
    }),
  );
}

const iso = (time: number) => new Date(time).toISOString();

function monthsAfter(time: number, months: number): number {
  const date = new Date(time);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return date.setUTCMonth(date.getUTCMonth() + months, Math.min(date.getUTCDate(), last));
}

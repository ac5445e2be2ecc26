/** Answers that gather resources have an end, so that no one of them takes the memory of all. */
import { outcomes } from '@charthouse/fhir-model';
import { type Call, changes, type Result } from './call.ts';

/** A single resource is no larger than what was sent; the entries of a bundle are counted by themselves. */
const unlimited: ReadonlySet<string> = new Set([...changes, 'read', 'vread', 'capabilities', 'bundle']);

/** Counts what is gathered for one answer. */
export interface AnswerBudget {
  /** @throws OutcomeError 400 when it is too much */
  spend(call: Pick<Call, 'interaction'>, result: Result): void;
}

export function answerBudget(limit: number): AnswerBudget {
  let left = limit;
  return {
    spend({ interaction }, { body }) {
      if (body === undefined || changes.has(interaction)) return;
      left -= Buffer.byteLength(body);
      if (left < 0) throw tooMuch(limit);
    },
  };
}

/** The result. @throws OutcomeError 400 when it is too large */
export function withinAnswerLimit({ interaction }: Call, result: Result, limit: number): Result {
  const { body } = result;
  const isLimited = body !== undefined && !unlimited.has(interaction);
  // a character is at most three bytes
  if (isLimited && body.length * 3 > limit && Buffer.byteLength(body) > limit) throw tooMuch(limit);
  return result;
}

function tooMuch(limit: number) {
  return outcomes.tooCostly(
    `The answer has more than ${limit} bytes (setting CHARTHOUSE_ANSWER_LIMIT). Ask for less at once: a smaller _count, fewer _include and _revinclude, fewer reads in a batch. \`charthouse export\` writes everything.`,
  );
}

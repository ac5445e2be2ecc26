/** Questions on one connection wait for each other, as the driver wants it. https://node-postgres.com/apis/client */
import type { Sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

export function oneAtATime(query: Within): Within {
  let last: Promise<unknown> = Promise.resolve();
  return <Row>(statement: Sql) => {
    const answer = last.then(() => query<Row>(statement));
    last = answer.catch(() => {}); // told to who asked
    return answer;
  };
}

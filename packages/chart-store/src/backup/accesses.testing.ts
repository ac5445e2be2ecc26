/** Rows of the access log for a backup to carry. */

/** One of now, one of a month that no restore makes, one beyond. */
export const accesses = `select record_event('export', 200, 'all', 'Patient/1', 'me@here');
  insert into access_log (at, n, request, who, kind, action, patients, resources, status, micros)
    select at, 1, 1, (select who from access_who), 'R', 'read', 2, 1, 200, 5
    from (values ('2020-02-29'::timestamptz), (now() + interval '9 months')) v(at);
  insert into access_patient (pt, at, n) select pt, '2020-02-29', 1 from (values (1), (2)) v(pt);`;

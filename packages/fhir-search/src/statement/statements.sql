-- Observation?code=a, page after a date
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and t1.sd <= 1000) s
  where (s.k1, s.rid) < ('1000', '7')
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_sort=family,-birthdate, page after a name and date
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f5 as materialized (
    select s.*
    from (
      select k2.rid, k2.val as k1, greatest(r1.sd, -4611686018427387904) as k2
      from res r1
      join str k2 on k2.rid = r1.rid
      and k2.h = «string Patient family »
      and k2.edge in ('f', 'b')
      and k2.val > ''
      where r1.op <> 'D'
      and r1.tid = <Patient>
      and k2.val >= 'a') s
    where ((s.k1 > 'a') or (s.k1 = 'a' and s.k2 < '5') or (s.k1 = 'a' and s.k2 = '5' and s.rid < '7'))
    order by s.k1, s.k2 desc, s.rid desc
    limit 21) select *
  from f5
  union all select o6.*
  from (
    select s.*
    from (
      select t3.rid, U&'\+10ffff' as k1, greatest(t3.sd, -4611686018427387904) as k2
      from tok t3
      where t3.h = «_type Patient»
      and t3.sys >= 0
      and not exists (
        select 1
        from str x4
        where x4.rid = t3.rid
        and x4.h = any({«string Patient family »})
        and x4.val > '')) s
    where ((s.k1 > 'a') or (s.k1 = 'a' and s.k2 < '5') or (s.k1 = 'a' and s.k2 = '5' and s.rid < '7'))
    order by s.k1, s.k2 desc, s.rid desc
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2 desc, p.rid desc

-- Observation?code=a&_sort=-date,_id, page after a date
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f5 as materialized (
    select s.*
    from (
      select t1.rid, t1.sd as k1, r2.id as k2
      from tok t1
      join res r2 on r2.rid = t1.rid
      and t1.sd >= r2.sd
      and t1.sd <= r2.sd
      where t1.h = «code Observation code a»
      and t1.sys >= 0
      and t1.sd > -4611686018427387904
      and t1.sd <= 5) s
    where ((s.k1 < '5') or (s.k1 = '5' and s.k2 > 'x') or (s.k1 = '5' and s.k2 = 'x' and s.rid > '7'))
    order by s.k1 desc, s.k2, s.rid
    limit 21) select *
  from f5
  union all select o6.*
  from (
    select s.*
    from (
      select t3.rid, -4611686018427387904::int8 as k1, r4.id as k2
      from tok t3
      join res r4 on r4.rid = t3.rid
      and t3.sd >= r4.sd
      and t3.sd <= r4.sd
      where t3.h = «code Observation code a»
      and t3.sys >= 0
      and t3.sd <= -4611686018427387904) s
    where ((s.k1 < '5') or (s.k1 = '5' and s.k2 > 'x') or (s.k1 = '5' and s.k2 = 'x' and s.rid > '7'))
    order by s.k1 desc, s.k2, s.rid
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2, p.rid

-- Observation?code=a&_sort=-date,_id, page after one without a date
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (
  select s.*
  from (
    select t1.rid, -4611686018427387904::int8 as k1, r2.id as k2
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and t1.sd <= -4611686018427387904) s
  where ((s.k1 < '-4611686018427387904') or (s.k1 = '-4611686018427387904' and s.k2 > 'x') or (s.k1 = '-4611686018427387904' and s.k2 = 'x' and s.rid > '7'))
  order by s.k1 desc, s.k2, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2, p.rid

-- Observation?code=a, total
select count(*)::int4 as total
from (
  select 1
  from tok t1
  where t1.h = «code Observation code a»
  and t1.sys >= 0) n

-- Observation?code=a, total up to 10000
select count(*)::int4 as total
from (
  select 1
  from tok t1
  where t1.h = «code Observation code a»
  and t1.sys >= 0
  limit 10001) n

-- Observation?code=a, estimate
explain (format json) select 1
from tok t1
where t1.h = «code Observation code a»
and t1.sys >= 0

-- Patient?_include=Patient:organization
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[]::text[] as keys
from (
  select n.rid
  from (
    select r3.rid
    from (
      select distinct f1.tk
      from unnest({'7'}) n(rid)
      join lateral (
        select f1.tk
        from ref f1
        where f1.rid = n.rid
        and f1.p = any({<Patient.organization>}) offset 0) f1 on true) k2
    join lateral (
      select t.rid
      from res t
      where t.tk = k2.tk and t.tid = <Organization> offset 0) r3 on true) n
  order by n.rid) i
join lateral (
  select r.*
  from res r
  where r.rid = i.rid and r.op <> 'D' offset 0) r on true
order by i.rid
limit 1001

-- QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[]::text[] as keys
from (
  select n.rid
  from (
    select r3.rid
    from (
      select distinct f1.tk
      from unnest({'7'}) n(rid)
      join lateral (
        select f1.tk
        from ref f1
        where f1.rid = n.rid
        and f1.p = any({<QuestionnaireResponse.questionnaire>}) offset 0) f1 on true) k2
    join lateral (
      select u.rid
      from tok u
      join res t on t.rid = u.rid and t.tid = <Questionnaire>
      where u.h = k2.tk offset 0) r3 on true) n
  order by n.rid) i
join lateral (
  select r.*
  from res r
  where r.rid = i.rid and r.op <> 'D' offset 0) r on true
order by i.rid
limit 1001

-- Questionnaire?_revinclude=QuestionnaireResponse:questionnaire
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[]::text[] as keys
from (
  select n.rid
  from (
    select f1.rid
    from unnest({«canonical|http://example.org/q», «canonical|http://example.org/q|1»}) k(tk)
    join lateral (
      select f1.rid
      from ref f1
      where f1.tk = k.tk
      and f1.p = any({<QuestionnaireResponse.questionnaire>}) offset 0) f1 on true) n
  order by n.rid) i
join lateral (
  select r.*
  from res r
  where r.rid = i.rid and r.op <> 'D' offset 0) r on true
order by i.rid
limit 1001

-- Patient?_sort=name, page after a name
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f5 as materialized (
    select s.*
    from (
      select k2.rid, k2.val as k1, 0::int8 as k2
      from res r1
      join str k2 on k2.rid = r1.rid
      and k2.h = «string Patient name »
      and k2.edge in ('f', 'b')
      and k2.val > ''
      where r1.op <> 'D'
      and r1.tid = <Patient>
      and (k2.val, k2.rid) > ('ann', '7')) s
    where (s.k1, s.k2, s.rid) > ('ann', '0', '7')
    order by s.k1, s.k2, s.rid
    limit 21) select *
  from f5
  union all select o6.*
  from (
    select s.*
    from (
      select t3.rid, U&'\+10ffff' as k1, t3.sd as k2
      from tok t3
      where t3.h = «_type Patient»
      and t3.sys >= 0
      and not exists (
        select 1
        from str x4
        where x4.rid = t3.rid
        and x4.h = any({«string Patient name »})
        and x4.val > '')) s
    where (s.k1, s.k2, s.rid) > ('ann', '0', '7')
    order by s.k1, s.k2, s.rid
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Patient?_sort=name, page among those without
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (
  select s.*
  from (
    select t1.rid, U&'\+10ffff' as k1, t1.sd as k2
    from tok t1
    where t1.h = «_type Patient»
    and t1.sys >= 0
    and t1.sd >= -5
    and not exists (
      select 1
      from str x2
      where x2.rid = t1.rid
      and x2.h = any({«string Patient name »})
      and x2.val > '')) s
  where (s.k1, s.k2, s.rid) > ('􏿿', '-5', '7')
  order by s.k1, s.k2, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?_sort=-value-quantity, page after a number
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f5 as materialized (
    select s.*
    from (
      select k2.rid, case when k2.lo = '-infinity' then k2.hi when k2.hi = 'infinity' then k2.lo else k2.lo / 2 + k2.hi / 2 end as k1, 0::int8 as k2
      from res r1
      join qty k2 on k2.rid = r1.rid
      and k2.h = «quantity Observation value-quantity »
      and k2.edge in ('l', 'b')
      where r1.op <> 'D'
      and r1.tid = <Observation>
      and (case when k2.lo = '-infinity' then k2.hi when k2.hi = 'infinity' then k2.lo else k2.lo / 2 + k2.hi / 2 end, k2.rid) < ('5', '7')) s
    where (s.k1, s.k2, s.rid) < ('5', '0', '7')
    order by s.k1 desc, s.k2 desc, s.rid desc
    limit 21) select *
  from f5
  union all select o6.*
  from (
    select s.*
    from (
      select t3.rid, '-infinity'::float8 as k1, t3.sd as k2
      from tok t3
      where t3.h = «_type Observation»
      and t3.sys >= 0
      and not exists (
        select 1
        from qty x4
        where x4.rid = t3.rid
        and x4.h = any({«quantity Observation value-quantity »}))) s
    where (s.k1, s.k2, s.rid) < ('5', '0', '7')
    order by s.k1 desc, s.k2 desc, s.rid desc
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2 desc, p.rid desc

-- Observation?_sort=subject, page after a patient
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f11 as materialized (
    select f4.rid, u1.type || f4.k1 as k1, f4.k2
    from (
      select n.tid, n.type collate "C" as type, n.prefix
      from unnest({<Group>, <Device>, <Patient>, <Location>}, {'Group/', 'Device/', 'Patient/', 'Location/'}, {«codes Observation subject », «codes Observation subject », «codes Observation patient », «codes Observation subject »}, {'reference\000Observation\000subject\000', 'reference\000Observation\000subject\000', 'reference\000Observation\000patient\000', 'reference\000Observation\000subject\000'}) n(tid, type, h, prefix)
      where exists (
        select 1
        from code_in_use c
        where c.h = n.h and c.val || '/' = n.type) and n.type collate "C" >= 'Patient/'
      order by n.type collate "C" offset 0) u1 cross
    join lateral (
      select t3.rid, d2.id as k1, t3.k1 as k2
      from (
        select d2.id
        from res d2
        where d2.tid = u1.tid
        and d2.id >= case when u1.type = 'Patient/' then 'a' else '' end
        order by d2.id offset 0) d2 cross
      join lateral (
        select x.*
        from (
          select t5.rid, t5.sd as k1
          from tok t5
          where t5.h = index_key((
              select index_secret()), u1.prefix || u1.type || d2.id)::int8
          and t5.sys >= 0
          and t5.sd >= case when d2.id = case when u1.type = 'Patient/' then 'a' else '' end then '5' else '-9223372036854775808'::int8 end) x
        where (d2.id <> case when u1.type = 'Patient/' then 'a' else '' end or (x.k1, x.rid) > ('5', '7'))
        order by x.k1, x.rid
        limit 21) t3
      limit 21) f4
    limit 21) select *
  from f11
  union all select o12.*
  from (
    select s.*
    from (
      select t6.rid, U&'\+10ffff' as k1, t6.sd as k2
      from tok t6
      join res r7 on r7.rid = t6.rid
      and t6.sd >= r7.sd
      and t6.sd <= r7.sd
      where t6.h = «_type Observation»
      and t6.sys >= 0
      and (not ((position(<Observation.subject> in r7.present) > 0) or (position(<Observation.patient> in r7.present) > 0)) or coalesce((
            select min((n10.type || x9.id) collate "C")
            from ref f8
            join res x9 on x9.tk = f8.tk
            join unnest({<Group>, <Device>, <Patient>, <Location>}, {'Group/', 'Device/', 'Patient/', 'Location/'}) n10(tid, type) on n10.tid = x9.tid
            where f8.rid = t6.rid
            and f8.p = any({<Observation.subject>, <Observation.patient>})), U&'\+10ffff') = U&'\+10ffff')) s
    where (s.k1, s.k2, s.rid) > ('Patient/a', '5', '7')
    order by s.k1, s.k2, s.rid
    limit 21) o12
  where (
    select count(*)
    from f11) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?_sort=code, page after a code
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f9 as materialized (
    select t5.rid, d1.val as k1, t5.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Observation code »
      and d1.val >= 'a'
      order by d1.val offset 0) d1 cross
    join lateral (
      select x.*
      from (
        select t2.rid, t2.sd as k1
        from tok t2
        join res r3 on r3.rid = t2.rid
        and t2.sd >= r3.sd
        and t2.sd <= r3.sd
        where t2.h = index_key((
            select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
        and t2.sys >= 0 and coalesce((
            select min(k4.v collate "C")
            from (
              select jsonb_path_query(nullif(r3.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k4(v)
            where length(k4.v) <= 600), U&'\+10ffff') = d1.val
        and t2.sd >= case when d1.val = 'a' then '5' else '-9223372036854775808'::int8 end) x
      where (d1.val <> 'a' or (x.k1, x.rid) > ('5', '7'))
      order by x.k1, x.rid
      limit 21) t5
    limit 21) select *
  from f9
  union all select o10.*
  from (
    select s.*
    from (
      select t6.rid, U&'\+10ffff' as k1, t6.sd as k2
      from tok t6
      join res r7 on r7.rid = t6.rid
      and t6.sd >= r7.sd
      and t6.sd <= r7.sd
      where t6.h = «_type Observation»
      and t6.sys >= 0
      and (not (position(<Observation.code> in r7.present) > 0) or coalesce((
            select min(k8.v collate "C")
            from (
              select jsonb_path_query(nullif(r7.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k8(v)
            where length(k8.v) <= 600), U&'\+10ffff') = U&'\+10ffff')) s
    where (s.k1, s.k2, s.rid) > ('a', '5', '7')
    order by s.k1, s.k2, s.rid
    limit 21) o10
  where (
    select count(*)
    from f9) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?code=a&_sort=-code,_id, page after a code
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f15 as materialized (
    select t11.rid, d1.val as k1, t11.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Observation code »
      and d1.val <= 'a'
      order by d1.val desc offset 0) d1 cross
    join lateral ((
        select x.*
        from (
          select t6.rid, r7.id as k1
          from tok t6
          join res r7 on r7.rid = t6.rid
          and t6.sd >= r7.sd
          and t6.sd <= r7.sd
          where t6.h = index_key((
              select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
          and t6.sys >= 0 and coalesce((
              select true
              from tok w8
              where w8.h = «code Observation code a»
              and w8.sys >= 0
              and w8.sd = t6.sd
              and w8.rid = t6.rid
              limit 1), false)
          and not ((
              select count(*)
              from (
                select 1
                from tok q2
                where q2.h = index_key((
                    select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
                and q2.sys >= 0
                limit 5001) n) > 5000) and coalesce((
              select max(k9.v collate "C")
              from (
                select jsonb_path_query(nullif(r7.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k9(v)
              where length(k9.v) <= 600), '') = d1.val offset 0) x
        where (d1.val <> 'a' or (x.k1, x.rid) > ('x', '7'))
        order by x.k1, x.rid
        limit 21)
      union all (
        select x.*
        from (
          select t3.rid, r4.id as k1
          from tok t3
          join res r4 on r4.rid = t3.rid
          and t3.sd >= r4.sd
          and t3.sd <= r4.sd
          where t3.h = «code Observation code a»
          and t3.sys >= 0
          and r4.tid = <Observation> and coalesce((
              select true
              from tok w5
              where w5.h = index_key((
                  select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
              and w5.sys >= 0
              and w5.sd = t3.sd
              and w5.rid = t3.rid
              limit 1), false)
          and ((
              select count(*)
              from (
                select 1
                from tok q2
                where q2.h = index_key((
                    select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
                and q2.sys >= 0
                limit 5001) n) > 5000) and coalesce((
              select max(k10.v collate "C")
              from (
                select jsonb_path_query(nullif(r4.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k10(v)
              where length(k10.v) <= 600), '') = d1.val) x
        where (d1.val <> 'a' or (x.k1, x.rid) > ('x', '7'))
        order by x.k1, x.rid
        limit 21)) t11
    limit 21) select *
  from f15
  union all select o16.*
  from (
    select s.*
    from (
      select t12.rid, '' as k1, r13.id as k2
      from tok t12
      join res r13 on r13.rid = t12.rid
      and t12.sd >= r13.sd
      and t12.sd <= r13.sd
      where t12.h = «code Observation code a»
      and t12.sys >= 0
      and (not (position(<Observation.code> in r13.present) > 0) or coalesce((
            select max(k14.v collate "C")
            from (
              select jsonb_path_query(nullif(r13.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k14(v)
            where length(k14.v) <= 600), '') = '')) s
    where ((s.k1 < 'a') or (s.k1 = 'a' and s.k2 > 'x') or (s.k1 = 'a' and s.k2 = 'x' and s.rid > '7'))
    order by s.k1 desc, s.k2, s.rid
    limit 21) o16
  where (
    select count(*)
    from f15) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2, p.rid

-- Patient?_include=*
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[]::text[] as keys
from (
  select n.rid
  from (
    select r3.rid
    from (
      select distinct f1.tk
      from unnest({'7'}) n(rid)
      join lateral (
        select f1.tk
        from ref f1
        where f1.rid = n.rid
        and f1.p > 0 offset 0) f1 on true) k2
    join lateral (
      select t.rid
      from res t
      where t.tk = k2.tk
      union all select u.rid
      from tok u
      where u.h = k2.tk offset 0) r3 on true) n
  order by n.rid) i
join lateral (
  select r.*
  from res r
  where r.rid = i.rid and r.op <> 'D' offset 0) r on true
order by i.rid
limit 1001

-- Patient?_revinclude=Observation:subject
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[]::text[] as keys
from (
  select n.rid
  from (
    select f1.rid
    from unnest({«Patient/1»}) k(tk)
    join lateral (
      select f1.rid
      from ref f1
      where f1.tk = k.tk
      and f1.p = any({<Observation.subject>, <Observation.patient>}) offset 0) f1 on true) n
  order by n.rid) i
join lateral (
  select r.*
  from res r
  where r.rid = i.rid and r.op <> 'D' offset 0) r on true
order by i.rid
limit 1001

-- Patient?_include=Patient:link&_revinclude=*
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[]::text[] as keys
from (
  select n.rid
  from (
    select r3.rid
    from (
      select distinct f1.tk
      from unnest({'7'}) n(rid)
      join lateral (
        select f1.tk
        from ref f1
        where f1.rid = n.rid
        and f1.p = any({<Patient.link>}) offset 0) f1 on true) k2
    join lateral (
      select t.rid
      from res t
      where t.tk = k2.tk offset 0) r3 on true union select f4.rid
    from unnest({«Patient/1»}) k(tk)
    join lateral (
      select f4.rid
      from ref f4
      where f4.tk = k.tk
      and f4.p > 0 offset 0) f4 on true) n
  order by n.rid) i
join lateral (
  select r.*
  from res r
  where r.rid = i.rid and r.op <> 'D' offset 0) r on true
order by i.rid
limit 1001

-- Observation?code=a&patient.name=b, permit of classes
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Observation code a»
    and t1.sys >= 0 and case t1.vis when 0 then true else t1.vis = any(array(
        select k.vis
        from access_class k
        where k.vis <> 0 and k.labels <@ {'a'}
        and not k.states && {'draft'})) end
    and ((exists (
          select 1
          from ref f3, tok t4
          join res r5 on r5.rid = t4.rid
          and t4.sd >= r5.sd
          and t4.sd <= r5.sd
          where f3.rid = t1.rid
          and f3.p = any({<Observation.patient>})
          and r5.tk = f3.tk
          and t4.h = «_type Patient»
          and t4.sys >= 0 and case t4.vis when 0 then true else t4.vis = any(array(
              select k.vis
              from access_class k
              where k.vis <> 0 and k.labels <@ {'a'}
              and not k.states && {'draft'})) end
          and (exists (
              select 1
              from str x6
              where x6.rid = t4.rid
              and (x6.h = «string Patient name »
                and x6.val >= 'b'
                and x6.val < 'c'))))) or (exists (
          select 1
          from ref f7, tok t8
          join (
            select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
            from contained c
            join res o on o.rid = c.container) r9 on r9.rid = t8.rid
          and t8.sd >= r9.sd
          and t8.sd <= r9.sd
          where f7.rid = t1.rid
          and f7.p = any({<Observation.patient>})
          and r9.tk = f7.tk
          and t8.h = «contained _type Patient»
          and t8.sys >= 0
          and exists (select
            from res v10
            where v10.rid = r9.container and case v10.vis when 0 then true else v10.vis = any(array(
                select k.vis
                from access_class k
                where k.vis <> 0 and k.labels <@ {'a'}
                and not k.states && {'draft'})) end)
          and (exists (
              select 1
              from str x11
              where x11.rid = t8.rid
              and (x11.h = «contained string Patient name »
                and x11.val >= 'b'
                and x11.val < 'c'))))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a, permit of patients
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Observation code a»
    and t1.sys >= 0 and coalesce(r2.pt = any({«Patient/1»}), false)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Medication?code=a&_sort=_id, contained ones
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys, r.ctid, r.cid, r.place
from (
  select s.*
  from (
    select t1.rid, r2.id as k1
    from tok t1
    join (
      select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
      from contained c
      join res o on o.rid = c.container) r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «contained code Medication code a»
    and t1.sys >= 0
    and r2.tid = <Medication>) s
  where (s.k1, s.rid) > ('m', '-7')
  order by s.k1, s.rid
  limit 21) p
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r on r.rid = p.rid
order by p.k1, p.rid

-- Medication?code=a&_sort=_id, contained ones and others
select u.*
from (
  select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys, null::int2 as ctid, null::text as cid, null::int4 as place, p.k1
  from (
    select s.*
    from (
      select t1.rid, r2.id as k1
      from tok t1
      join res r2 on r2.rid = t1.rid
      and t1.sd >= r2.sd
      and t1.sd <= r2.sd
      where t1.h = «code Medication code a»
      and t1.sys >= 0
      and r2.tid = <Medication>) s
    order by s.k1, s.rid
    limit 21) p
  join res r on r.rid = p.rid
  union all select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys, r.ctid, r.cid, r.place, p.k1
  from (
    select s.*
    from (
      select t3.rid, r4.id as k1
      from tok t3
      join (
        select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
        from contained c
        join res o on o.rid = c.container) r4 on r4.rid = t3.rid
      and t3.sd >= r4.sd
      and t3.sd <= r4.sd
      where t3.h = «contained code Medication code a»
      and t3.sys >= 0
      and r4.tid = <Medication>) s
    order by s.k1, s.rid
    limit 21) p
  join (
    select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
    from contained c
    join res o on o.rid = c.container) r on r.rid = p.rid) u
order by u.k1, u.rid
limit 21

-- Medication?code=a&_sort=_id, what contains them
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.id as k1
    from res r1
    where r1.op <> 'D'
    and r1.rid in (
      select r3.container
      from tok t2
      join (
        select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
        from contained c
        join res o on o.rid = c.container) r3 on r3.rid = t2.rid
      and t2.sd >= r3.sd
      and t2.sd <= r3.sd
      where t2.h = «contained code Medication code a»
      and t2.sys >= 0)) s
  order by s.k1, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.rid

-- Medication?code=a&_sort=_id, others and what contains them
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.id as k1
    from res r1
    where r1.op <> 'D'
    and r1.rid in (
      select t2.rid
      from tok t2
      join res r3 on r3.rid = t2.rid
      and t2.sd >= r3.sd
      and t2.sd <= r3.sd
      where t2.h = «code Medication code a»
      and t2.sys >= 0
      and r3.tid = any({<Medication>})
      union all select r4.rid
      from res r4
      where r4.op <> 'D'
      and r4.rid in (
        select r6.container
        from tok t5
        join (
          select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
          from contained c
          join res o on o.rid = c.container) r6 on r6.rid = t5.rid
        and t5.sd >= r6.sd
        and t5.sd <= r6.sd
        where t5.h = «contained code Medication code a»
        and t5.sys >= 0))) s
  order by s.k1, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.rid

-- Medication?code=a&_sort=_id, total of contained ones and others
select count(*)::int4 as total
from (
  select 1
  from tok t1
  where t1.h = «code Medication code a»
  and t1.sys >= 0
  union all select 1
  from tok t2
  join (
    select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
    from contained c
    join res o on o.rid = c.container) r3 on r3.rid = t2.rid
  and t2.sd >= r3.sd
  and t2.sd <= r3.sd
  where t2.h = «contained code Medication code a»
  and t2.sys >= 0) n

-- profiles, tags and labels in use
select used.list, named.item::text as item
from (with recursive step as (
    select k.h, k.list, first.val, first.rid
    from unnest({«below Resource _profile », «listed Resource _security », «listed Resource _tag »}, {'profile', 'security', 'tag'}) k(h, list) cross
    join lateral (
      select s.val, s.rid
      from str s
      where s.h = k.h
      order by s.val, s.rid
      limit 1) first
    union all select step.h, step.list, next.val, next.rid
    from step cross
    join lateral (
      select s.val, s.rid
      from str s
      where s.h = step.h and s.val > step.val
      order by s.val, s.rid
      limit 1) next
    ) select list, val, rid
  from step
  limit 11) used
join res sample on sample.rid = used.rid cross
join lateral (
  select item
  from jsonb_array_elements(sample.body::jsonb -> 'meta' -> used.list) item
  where left(case used.list when 'profile' then item #>> '{}' else concat(item ->> 'system', '|', item ->> 'code') end, 600) = used.val
  limit 1) named
order by used.list, used.val

-- profiles, tags and labels in use on Patient
select used.list, named.item::text as item
from (
  select k.list, s.val, min(s.rid) as rid
  from unnest({«below Resource _profile », «listed Resource _security », «listed Resource _tag »}, {'profile', 'security', 'tag'}) k(h, list)
  join str s on s.h = k.h
  join res r on r.rid = s.rid
  where r.tid = 103 group by k.list, s.val
  limit 11) used
join res sample on sample.rid = used.rid cross
join lateral (
  select item
  from jsonb_array_elements(sample.body::jsonb -> 'meta' -> used.list) item
  where left(case used.list when 'profile' then item #>> '{}' else concat(item ->> 'system', '|', item ->> 'code') end, 600) = used.val
  limit 1) named
order by used.list, used.val

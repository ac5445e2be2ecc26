-- Observation?code=a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code a»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&_sort=date
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f3 as materialized (
    select s.*
    from (
      select t1.rid, t1.sd as k1, 0::int8 as k2
      from tok t1
      where t1.h = «code Observation code a»
      and t1.sys >= 0
      and t1.sd > -4611686018427387904) s
    order by s.k1, s.k2, s.rid
    limit 21) select *
  from f3
  union all select o4.*
  from (
    select s.*
    from (
      select t2.rid, 9223372036854775807::int8 as k1, t2.sd as k2
      from tok t2
      where t2.h = «code Observation code a»
      and t2.sys >= 0
      and t2.sd <= -4611686018427387904) s
    order by s.k1, s.k2, s.rid
    limit 21) o4
  where (
    select count(*)
    from f3) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?code=a&_sort=-date,_id
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
      and t1.sd > -4611686018427387904) s
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
    order by s.k1 desc, s.k2, s.rid
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2, p.rid

-- Observation?code=a&_sort=-_lastUpdated
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, r2.lu as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and r2.tid = <Observation>) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?_sort=_id
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.id as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = <Observation>) s
  order by s.k1, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.rid

-- Patient?_sort=family,-birthdate
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
      and r1.tid = <Patient>) s
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
    order by s.k1, s.k2 desc, s.rid desc
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2 desc, p.rid desc

-- Patient?_sort=-name
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f5 as materialized (
    select s.*
    from (
      select k2.rid, k2.val as k1, 0::int8 as k2
      from res r1
      join str k2 on k2.rid = r1.rid
      and k2.h = «string Patient name »
      and k2.edge in ('l', 'b')
      and k2.val > ''
      where r1.op <> 'D'
      and r1.tid = <Patient>) s
    order by s.k1 desc, s.k2 desc, s.rid desc
    limit 21) select *
  from f5
  union all select o6.*
  from (
    select s.*
    from (
      select t3.rid, '' as k1, t3.sd as k2
      from tok t3
      where t3.h = «_type Patient»
      and t3.sys >= 0
      and not exists (
        select 1
        from str x4
        where x4.rid = t3.rid
        and x4.h = any({«string Patient name »})
        and x4.val > '')) s
    order by s.k1 desc, s.k2 desc, s.rid desc
    limit 21) o6
  where (
    select count(*)
    from f5) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2 desc, p.rid desc

-- Observation?_sort=-code,value-quantity
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f11 as materialized (
    select t6.rid, d1.val as k1, t6.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Observation code »
      order by d1.val desc offset 0) d1 cross
    join lateral (
      select x.*
      from (
        select t2.rid, coalesce(case when k4.lo = '-infinity' then k4.hi when k4.hi = 'infinity' then k4.lo else k4.lo / 2 + k4.hi / 2 end, 'infinity'::float8) as k1
        from tok t2
        join res r3 on r3.rid = t2.rid
        and t2.sd >= r3.sd
        and t2.sd <= r3.sd left
        join qty k4 on k4.rid = t2.rid
        and k4.h = «quantity Observation value-quantity »
        and k4.edge in ('f', 'b')
        where t2.h = index_key((
            select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
        and t2.sys >= 0 and coalesce((
            select max(k5.v collate "C")
            from (
              select jsonb_path_query(nullif(r3.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k5(v)
            where length(k5.v) <= 600), '') = d1.val) x
      order by x.k1, x.rid
      limit 21) t6
    limit 21) select *
  from f11
  union all select o12.*
  from (
    select s.*
    from (
      select t7.rid, '' as k1, coalesce(case when k9.lo = '-infinity' then k9.hi when k9.hi = 'infinity' then k9.lo else k9.lo / 2 + k9.hi / 2 end, 'infinity'::float8) as k2
      from tok t7
      join res r8 on r8.rid = t7.rid
      and t7.sd >= r8.sd
      and t7.sd <= r8.sd left
      join qty k9 on k9.rid = t7.rid
      and k9.h = «quantity Observation value-quantity »
      and k9.edge in ('f', 'b')
      where t7.h = «_type Observation»
      and t7.sys >= 0
      and (not (position(<Observation.code> in r8.present) > 0) or coalesce((
            select max(k10.v collate "C")
            from (
              select jsonb_path_query(nullif(r8.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k10(v)
            where length(k10.v) <= 600), '') = '')) s
    order by s.k1 desc, s.k2, s.rid
    limit 21) o12
  where (
    select count(*)
    from f11) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2, p.rid

-- Observation?_sort=patient
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f11 as materialized (
    select f4.rid, u1.type || f4.k1 as k1, f4.k2
    from (
      select n.tid, n.type collate "C" as type, n.prefix
      from unnest({<Patient>}, {'Patient/'}, {«codes Observation patient »}, {'reference\000Observation\000patient\000'}) n(tid, type, h, prefix)
      where exists (
        select 1
        from code_in_use c
        where c.h = n.h and c.val || '/' = n.type)
      order by n.type collate "C" offset 0) u1 cross
    join lateral (
      select t3.rid, d2.id as k1, t3.k1 as k2
      from (
        select d2.id
        from res d2
        where d2.tid = u1.tid
        order by d2.id offset 0) d2 cross
      join lateral (
        select x.*
        from (
          select t5.rid, t5.sd as k1
          from tok t5
          where t5.h = index_key((
              select index_secret()), u1.prefix || u1.type || d2.id)::int8
          and t5.sys >= 0) x
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
      and (not (position(<Observation.patient> in r7.present) > 0) or coalesce((
            select min((n10.type || x9.id) collate "C")
            from ref f8
            join res x9 on x9.tk = f8.tk
            join unnest({<Patient>}, {'Patient/'}) n10(tid, type) on n10.tid = x9.tid
            where f8.rid = t6.rid
            and f8.p = any({<Observation.patient>})), U&'\+10ffff') = U&'\+10ffff')) s
    order by s.k1, s.k2, s.rid
    limit 21) o12
  where (
    select count(*)
    from f11) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?code=a&_sort=-performer
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f16 as materialized (
    select f4.rid, u1.type || f4.k1 as k1, f4.k2
    from (
      select n.tid, n.type collate "C" as type, n.prefix
      from unnest({<Practitioner>, <Organization>, <CareTeam>, <Patient>, <PractitionerRole>, <RelatedPerson>}, {'Practitioner/', 'Organization/', 'CareTeam/', 'Patient/', 'PractitionerRole/', 'RelatedPerson/'}, {«codes Observation performer », «codes Observation performer », «codes Observation performer », «codes Observation performer », «codes Observation performer », «codes Observation performer »}, {'reference\000Observation\000performer\000', 'reference\000Observation\000performer\000', 'reference\000Observation\000performer\000', 'reference\000Observation\000performer\000', 'reference\000Observation\000performer\000', 'reference\000Observation\000performer\000'}) n(tid, type, h, prefix)
      where exists (
        select 1
        from code_in_use c
        where c.h = n.h and c.val || '/' = n.type)
      order by n.type collate "C" desc offset 0) u1 cross
    join lateral (
      select t3.rid, d2.id as k1, t3.k1 as k2
      from (
        select d2.id
        from res d2
        where d2.tid = u1.tid
        order by d2.id desc offset 0) d2 cross
      join lateral (
        select x.*
        from (
          select t5.rid, t5.sd as k1
          from tok t5
          join res r6 on r6.rid = t5.rid
          and t5.sd >= r6.sd
          and t5.sd <= r6.sd
          where t5.h = index_key((
              select index_secret()), u1.prefix || u1.type || d2.id)::int8
          and t5.sys >= 0 and coalesce((
              select true
              from tok w7
              where w7.h = «code Observation code a»
              and w7.sys >= 0
              and w7.sd = t5.sd
              and w7.rid = t5.rid
              limit 1), false) and coalesce((
              select max((n10.type || x9.id) collate "C")
              from ref f8
              join res x9 on x9.tk = f8.tk
              join unnest({<Practitioner>, <Organization>, <CareTeam>, <Patient>, <PractitionerRole>, <RelatedPerson>}, {'Practitioner/', 'Organization/', 'CareTeam/', 'Patient/', 'PractitionerRole/', 'RelatedPerson/'}) n10(tid, type) on n10.tid = x9.tid
              where f8.rid = t5.rid
              and f8.p = any({<Observation.performer>})), '') = u1.type || d2.id) x
        order by x.k1 desc, x.rid desc
        limit 21) t3
      limit 21) f4
    limit 21) select *
  from f16
  union all select o17.*
  from (
    select s.*
    from (
      select t11.rid, '' as k1, t11.sd as k2
      from tok t11
      join res r12 on r12.rid = t11.rid
      and t11.sd >= r12.sd
      and t11.sd <= r12.sd
      where t11.h = «code Observation code a»
      and t11.sys >= 0
      and (not (position(<Observation.performer> in r12.present) > 0) or coalesce((
            select max((n15.type || x14.id) collate "C")
            from ref f13
            join res x14 on x14.tk = f13.tk
            join unnest({<Practitioner>, <Organization>, <CareTeam>, <Patient>, <PractitionerRole>, <RelatedPerson>}, {'Practitioner/', 'Organization/', 'CareTeam/', 'Patient/', 'PractitionerRole/', 'RelatedPerson/'}) n15(tid, type) on n15.tid = x14.tid
            where f13.rid = t11.rid
            and f13.p = any({<Observation.performer>})), '') = '')) s
    order by s.k1 desc, s.k2 desc, s.rid desc
    limit 21) o17
  where (
    select count(*)
    from f16) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2 desc, p.rid desc

-- Observation?_sort=status,_id
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f11 as materialized (
    select t7.rid, d1.val as k1, t7.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Observation status »
      order by d1.val offset 0) d1 cross
    join lateral ((
        select x.*
        from (
          select t5.rid, r6.id as k1
          from tok t5
          join res r6 on r6.rid = t5.rid
          and t5.sd >= r6.sd
          and t5.sd <= r6.sd
          where t5.h = index_key((
              select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
          and t5.sys >= 0
          and not ((
              select count(*)
              from (
                select 1
                from tok q2
                where q2.h = index_key((
                    select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
                and q2.sys >= 0
                limit 5001) n) > 5000) offset 0) x
        order by x.k1, x.rid
        limit 21)
      union all (
        select x.*
        from (
          select r3.rid, r3.id as k1
          from res r3
          where r3.op <> 'D'
          and r3.tid = <Observation> and coalesce((
              select true
              from tok w4
              where w4.h = index_key((
                  select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
              and w4.sys >= 0
              and w4.sd = r3.sd
              and w4.rid = r3.rid
              limit 1), false)
          and ((
              select count(*)
              from (
                select 1
                from tok q2
                where q2.h = index_key((
                    select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
                and q2.sys >= 0
                limit 5001) n) > 5000)) x
        order by x.k1, x.rid
        limit 21)) t7
    limit 21) select *
  from f11
  union all select o12.*
  from (
    select s.*
    from (
      select t8.rid, U&'\+10ffff' as k1, r9.id as k2
      from tok t8
      join res r9 on r9.rid = t8.rid
      and t8.sd >= r9.sd
      and t8.sd <= r9.sd
      where t8.h = «_type Observation»
      and t8.sys >= 0
      and (not (position(<Observation.status> in r9.present) > 0) or coalesce((
            select min(k10.v collate "C")
            from (
              select jsonb_path_query(nullif(r9.body, '')::jsonb, '$.status') #>> '{}') k10(v)
            where length(k10.v) <= 600), U&'\+10ffff') = U&'\+10ffff')) s
    order by s.k1, s.k2, s.rid
    limit 21) o12
  where (
    select count(*)
    from f11) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?patient=Patient/1&_sort=code
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f10 as materialized (
    select t6.rid, d1.val as k1, t6.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Observation code »
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
            select index_secret()), 'patient\000Observation\000code\000«Patient/1»\000' || replace(d1.val, '\', '\\'))::int8
        and t2.sys >= 0 and coalesce((
            select true
            from tok w4
            where w4.h = «reference Observation patient Patient/1»
            and w4.sys >= 0
            and w4.sd = t2.sd
            and w4.rid = t2.rid
            limit 1), false) and coalesce((
            select min(k5.v collate "C")
            from (
              select jsonb_path_query(nullif(r3.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k5(v)
            where length(k5.v) <= 600), U&'\+10ffff') = d1.val) x
      order by x.k1, x.rid
      limit 21) t6
    limit 21) select *
  from f10
  union all select o11.*
  from (
    select s.*
    from (
      select t7.rid, U&'\+10ffff' as k1, t7.sd as k2
      from tok t7
      join res r8 on r8.rid = t7.rid
      and t7.sd >= r8.sd
      and t7.sd <= r8.sd
      where t7.h = «reference Observation patient Patient/1»
      and t7.sys >= 0
      and (not (position(<Observation.code> in r8.present) > 0) or coalesce((
            select min(k9.v collate "C")
            from (
              select jsonb_path_query(nullif(r8.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k9(v)
            where length(k9.v) <= 600), U&'\+10ffff') = U&'\+10ffff')) s
    order by s.k1, s.k2, s.rid
    limit 21) o11
  where (
    select count(*)
    from f10) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?patient=Patient/1&_sort=status
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f11 as materialized (
    select t7.rid, d1.val as k1, t7.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Observation status »
      order by d1.val offset 0) d1 cross
    join lateral ((
        select x.*
        from (
          select t3.rid, t3.sd as k1
          from tok t3
          where t3.h = index_key((
              select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
          and t3.sys >= 0 and coalesce((
              select true
              from tok w4
              where w4.h = «reference Observation patient Patient/1»
              and w4.sys >= 0
              and w4.sd = t3.sd
              and w4.rid = t3.rid
              limit 1), false)
          and not ((
              select count(*)
              from (
                select 1
                from tok q2
                where q2.h = index_key((
                    select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
                and q2.sys >= 0
                limit 5001) n) > 5000)) x
        order by x.k1, x.rid
        limit 21)
      union all (
        select x.*
        from (
          select t5.rid, t5.sd as k1
          from tok t5
          where t5.h = «reference Observation patient Patient/1»
          and t5.sys >= 0 and coalesce((
              select true
              from tok w6
              where w6.h = index_key((
                  select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
              and w6.sys >= 0
              and w6.sd = t5.sd
              and w6.rid = t5.rid
              limit 1), false)
          and ((
              select count(*)
              from (
                select 1
                from tok q2
                where q2.h = index_key((
                    select index_secret()), 'code\000Observation\000status\000' || replace(d1.val, '\', '\\'))::int8
                and q2.sys >= 0
                limit 5001) n) > 5000)) x
        order by x.k1, x.rid
        limit 21)) t7
    limit 21) select *
  from f11
  union all select o12.*
  from (
    select s.*
    from (
      select t8.rid, U&'\+10ffff' as k1, t8.sd as k2
      from tok t8
      join res r9 on r9.rid = t8.rid
      and t8.sd >= r9.sd
      and t8.sd <= r9.sd
      where t8.h = «reference Observation patient Patient/1»
      and t8.sys >= 0
      and (not (position(<Observation.status> in r9.present) > 0) or coalesce((
            select min(k10.v collate "C")
            from (
              select jsonb_path_query(nullif(r9.body, '')::jsonb, '$.status') #>> '{}') k10(v)
            where length(k10.v) <= 600), U&'\+10ffff') = U&'\+10ffff')) s
    order by s.k1, s.k2, s.rid
    limit 21) o12
  where (
    select count(*)
    from f11) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?code=a&_sort=identifier
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f6 as materialized (
    select s.*
    from (
      select k3.rid, k3.val as k1, 0::int8 as k2
      from tok t1
      join res r2 on r2.rid = t1.rid
      and t1.sd >= r2.sd
      and t1.sd <= r2.sd
      join str k3 on k3.rid = t1.rid
      and k3.h = «sorted Observation identifier »
      and k3.edge in ('f', 'b')
      and k3.val > ''
      where t1.h = «code Observation code a»
      and t1.sys >= 0
      and r2.tid = <Observation>) s
    order by s.k1, s.k2, s.rid
    limit 21) select *
  from f6
  union all select o7.*
  from (
    select s.*
    from (
      select t4.rid, U&'\+10ffff' as k1, t4.sd as k2
      from tok t4
      where t4.h = «code Observation code a»
      and t4.sys >= 0
      and not exists (
        select 1
        from str x5
        where x5.rid = t4.rid
        and x5.h = any({«sorted Observation identifier »})
        and x5.val > '')) s
    order by s.k1, s.k2, s.rid
    limit 21) o7
  where (
    select count(*)
    from f6) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Patient?_sort=_tag
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f10 as materialized (
    select t6.rid, d1.val as k1, t6.k1 as k2
    from (
      select d1.val
      from code_in_use d1
      where d1.h = «codes Resource _tag »
      order by d1.val offset 0) d1 cross
    join lateral (
      select x.*
      from (
        select t2.rid, t2.sd as k1
        from tok t2
        join tok t3 on t3.h = «_type Patient»
        and t3.sys >= 0
        and t3.sd = t2.sd
        and t3.rid = t2.rid
        join res r4 on r4.rid = t2.rid
        and t2.sd >= r4.sd
        and t2.sd <= r4.sd
        where t2.h = index_key((
            select index_secret()), 'code\000Resource\000_tag\000' || replace(d1.val, '\', '\\'))::int8
        and t2.sys >= 0 and coalesce((
            select min(k5.v collate "C")
            from (
              select jsonb_path_query(nullif(r4.body, '')::jsonb, '$.meta.tag.code') #>> '{}') k5(v)
            where length(k5.v) <= 600), U&'\+10ffff') = d1.val) x
      order by x.k1, x.rid
      limit 21) t6
    limit 21) select *
  from f10
  union all select o11.*
  from (
    select s.*
    from (
      select t7.rid, U&'\+10ffff' as k1, t7.sd as k2
      from tok t7
      join res r8 on r8.rid = t7.rid
      and t7.sd >= r8.sd
      and t7.sd <= r8.sd
      where t7.h = «_type Patient»
      and t7.sys >= 0
      and (not (position(<Resource._tag> in r8.present) > 0) or coalesce((
            select min(k9.v collate "C")
            from (
              select jsonb_path_query(nullif(r8.body, '')::jsonb, '$.meta.tag.code') #>> '{}') k9(v)
            where length(k9.v) <= 600), U&'\+10ffff') = U&'\+10ffff')) s
    order by s.k1, s.k2, s.rid
    limit 21) o11
  where (
    select count(*)
    from f10) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Location?near=42.25|-71.06|5|km&_sort=near
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, coalesce((
        select 2 * 6371008.8 * asin(least(1, sqrt(sind((a5.lo - 42.25) / 2) ^ 2 + cosd(42.25) * cosd(a5.lo) * sind((b6.lo - -71.06) / 2) ^ 2)))
        from qty a5, qty b6
        where a5.rid = t1.rid
        and a5.h = «near Location near latitude»
        and b6.rid = a5.rid
        and b6.h = «near Location near longitude»), 'infinity'::float8) as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Location»
    and t1.sys >= 0
    and exists (
      select 1
      from qty a3, qty b4
      where a3.h = «near Location near latitude»
      and a3.lo between 42.205033980813774 and 42.294966019186226
      and a3.rid = t1.rid
      and b4.rid = a3.rid
      and b4.h = «near Location near longitude» and 2 * 6371008.8 * asin(least(1, sqrt(sind((a3.lo - 42.25) / 2) ^ 2 + cosd(42.25) * cosd(a3.lo) * sind((b4.lo - -71.06) / 2) ^ 2))) <= 5000)) s
  order by s.k1, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.rid

-- Observation?_count=0
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Observation»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 1) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

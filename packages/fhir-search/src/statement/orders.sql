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
    select s.*
    from (
      select t2.rid, d1.val as k1, t2.k1 as k2
      from code_in_use d1 cross
      join lateral (
        select x.*
        from (
          select t3.rid, coalesce(case when k5.lo = '-infinity' then k5.hi when k5.hi = 'infinity' then k5.lo else k5.lo / 2 + k5.hi / 2 end, 'infinity'::float8) as k1
          from tok t3
          join res r4 on r4.rid = t3.rid
          and t3.sd >= r4.sd
          and t3.sd <= r4.sd left
          join qty k5 on k5.rid = t3.rid
          and k5.h = «quantity Observation value-quantity »
          and k5.edge in ('f', 'b')
          where t3.h = index_key((
              select index_secret()), 'code\000Observation\000code\000' || replace(d1.val, '\', '\\'))::int8
          and t3.sys >= 0 and coalesce((
              select max(k6.v collate "C")
              from (
                select jsonb_path_query(nullif(r4.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k6(v)), '') = d1.val) x
        order by x.k1, x.rid
        limit 21) t2
      where d1.h = «codes Observation code ») s
    order by s.k1 desc, s.k2, s.rid
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
              select jsonb_path_query(nullif(r8.body, '')::jsonb, '$.code.coding[*].code') #>> '{}') k10(v)), '') = '')) s
    order by s.k1 desc, s.k2, s.rid
    limit 21) o12
  where (
    select count(*)
    from f11) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.k2, p.rid

-- Observation?_sort=patient
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, coalesce((
        select min(k3.v collate "C")
        from (
          select jsonb_path_query(nullif(r2.body, '')::jsonb, '$.subject ? (@.reference like_regex "(^|/)Patient/").reference') #>> '{}') k3(v)), U&'\+10ffff') as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Observation»
    and t1.sys >= 0) s
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

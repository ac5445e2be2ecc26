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
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code a»
    and t1.sys >= 0) s
  order by s.k1, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.rid

-- Observation?code=a&_sort=-date,_id
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f1 as materialized (
    select s.*
    from (
      select t3.rid, t3.sd as k1, r4.id as k2
      from tok t3
      join res r4 on r4.rid = t3.rid
      and t3.sd >= r4.sd
      and t3.sd <= r4.sd
      where t3.h = «code Observation code a»
      and t3.sys >= 0
      and t3.sd > -4611686018427387904) s
    order by s.k1 desc, s.k2, s.rid
    limit 21) select *
  from f1
  union all select o2.*
  from (
    select s.*
    from (
      select t5.rid, -4611686018427387904 as k1, r6.id as k2
      from tok t5
      join res r6 on r6.rid = t5.rid
      and t5.sd >= r6.sd
      and t5.sd <= r6.sd
      where t5.h = «code Observation code a»
      and t5.sys >= 0
      and t5.sd <= -4611686018427387904) s
    order by s.k1 desc, s.k2, s.rid
    limit 21) o2
  where (
    select count(*)
    from f1) <= 20) p
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
from (
  select s.*
  from (
    select k3.rid, k3.val as k1, greatest(t1.sd, -4611686018427387904) as k2
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    join str k3 on k3.rid = t1.rid
    and k3.h = «string Patient family »
    and k3.edge in ('f', 'b')
    where t1.h = «_type Patient»
    and t1.sys >= 0) s
  order by s.k1, s.k2 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.k2 desc, p.rid desc

-- Patient?_sort=-name
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select k3.rid, k3.val as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    join str k3 on k3.rid = t1.rid
    and k3.h = «string Patient name »
    and k3.edge in ('l', 'b')
    where t1.h = «_type Patient»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?_sort=-code,value-quantity
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (
  select s.*
  from (
    select t1.rid, coalesce((
        select max(k4.v collate "C")
        from (
          select jsonb_path_query(nullif(r2.body, '')::jsonb, '$.code.coding[*].code') #>> '{}'
          union all select jsonb_path_query(nullif(r2.body, '')::jsonb, '$.code.text') #>> '{}') k4(v)), '') as k1, coalesce(case when abs(k3.lo) = 'infinity' then k3.hi else k3.lo end, '-infinity'::float8) as k2
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd left
    join qty k3 on k3.rid = t1.rid
    and k3.h = «quantity Observation value-quantity »
    and k3.edge in ('f', 'b')
    where t1.h = «_type Observation»
    and t1.sys >= 0) s
  order by s.k1 desc, s.k2, s.rid
  limit 21) p
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
          select jsonb_path_query(nullif(r2.body, '')::jsonb, '$.subject ? (@.reference like_regex "(^|/)Patient/").reference') #>> '{}') k3(v)), '') as k1
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

-- Patient?birthdate=1980-05
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Patient»
    and t1.sys >= 0
    and t1.sd <= 328665599999999
    and t1.sd >= 325987200000000
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and (x2.h = any({«date Patient birthdate 0», «date Patient birthdate 1», «date Patient birthdate 2», «date Patient birthdate 3»})
            and x2.lo >= '1980-05-01 00:00:00.000000+00'
            and x2.lo <= '1980-05-31 23:59:59.999999+00'
            and x2.hi <= '1980-05-31 23:59:59.999999+00')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?birthdate=ge1980
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Patient»
    and t1.sys >= 0
    and t1.sd >= 315532799999999
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and ((x2.h = any({«date Patient birthdate 0», «date Patient birthdate 1», «date Patient birthdate 2», «date Patient birthdate 3»})
              and x2.lo >= '1980-01-01 00:00:00.000000+00') or (x2.h = «date Patient birthdate 2»
              and x2.lo > '1979-12-31 23:59:59.999999+00'
              and x2.lo <= '1979-12-31 23:59:59.999999+00'
              and x2.hi > '1980-12-31 23:59:59.999999+00') or (x2.h = «date Patient birthdate 3»
              and x2.lo <= '1979-12-31 23:59:59.999999+00'
              and x2.hi > '1980-12-31 23:59:59.999999+00'))
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=2020-02-29T10:00:00Z
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and t1.sd <= 1582970400999999
    and t1.sd >= 1582970400000000
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and (x2.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x2.lo >= '2020-02-29 10:00:00.000000+00'
            and x2.lo <= '2020-02-29 10:00:00.999999+00'
            and x2.hi <= '2020-02-29 10:00:00.999999+00')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=ge2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and (exists (
        select 1
        from dat x3
        where x3.rid = t1.rid
        and ((x3.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x3.lo >= '2020-01-01 00:00:00.000000+00') or (x3.h = «date Encounter date 1»
            and x3.lo > '2019-12-31 23:59:59.999999+00'
            and x3.lo <= '2019-12-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 2»
            and x3.lo > '2019-01-30 23:59:59.999999+00'
            and x3.lo <= '2019-12-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 3»
            and x3.lo <= '2019-12-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=gt2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and (exists (
        select 1
        from dat x3
        where x3.rid = t1.rid
        and ((x3.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x3.lo > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 0»
            and x3.lo > '2020-01-30 23:59:59.999999+00'
            and x3.lo <= '2020-01-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 1»
            and x3.lo > '2019-12-31 23:59:59.999999+00'
            and x3.lo <= '2020-01-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 2»
            and x3.lo > '2019-01-30 23:59:59.999999+00'
            and x3.lo <= '2020-01-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 3»
            and x3.lo <= '2020-01-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=lt2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and t1.sd < 1577836800000000
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and (x2.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x2.lo < '2020-01-01 00:00:00.000000+00')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=le2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and t1.sd <= 1580515199999999
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and ((x2.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
              and x2.lo < '2020-01-01 00:00:00.000000+00') or (x2.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
              and x2.lo >= '2020-01-01 00:00:00.000000+00'
              and x2.lo <= '2020-01-31 23:59:59.999999+00'
              and x2.hi <= '2020-01-31 23:59:59.999999+00'))
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=sa2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and t1.sd > 1580515199999999
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and (x2.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x2.lo > '2020-01-31 23:59:59.999999+00')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=eb2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and t1.sd < 1577836800000000
    and (coalesce((
          select true
          from dat x2
          where x2.rid = t1.rid
          and (x2.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x2.lo < '2020-01-01 00:00:00.000000+00'
            and x2.hi < '2020-01-01 00:00:00.000000+00')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=ne2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and (exists (
        select 1
        from dat x3
        where x3.rid = t1.rid
        and ((x3.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x3.lo < '2020-01-01 00:00:00.000000+00') or (x3.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x3.lo >= '2020-01-01 00:00:00.000000+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?date=ap2020-01
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Encounter»
    and t1.sys >= 0
    and t1.sd <= 1594183679999999
    and (exists (
        select 1
        from dat x3
        where x3.rid = t1.rid
        and ((x3.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x3.lo >= '2019-07-26 19:12:00.000000+00'
            and x3.lo <= '2020-07-08 04:47:59.999999+00') or (x3.h = «date Encounter date 0»
            and x3.lo > '2019-07-25 19:12:00.000000+00'
            and x3.lo <= '2019-07-26 19:11:59.999999+00'
            and x3.hi >= '2019-07-26 19:12:00.000000+00') or (x3.h = «date Encounter date 1»
            and x3.lo > '2019-06-25 19:12:00.000000+00'
            and x3.lo <= '2019-07-26 19:11:59.999999+00'
            and x3.hi >= '2019-07-26 19:12:00.000000+00') or (x3.h = «date Encounter date 2»
            and x3.lo > '2018-07-25 19:12:00.000000+00'
            and x3.lo <= '2019-07-26 19:11:59.999999+00'
            and x3.hi >= '2019-07-26 19:12:00.000000+00') or (x3.h = «date Encounter date 3»
            and x3.lo <= '2019-07-26 19:11:59.999999+00'
            and x3.hi >= '2019-07-26 19:12:00.000000+00'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?status=finished&date=ge2020-01&date=lt2020-02
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Encounter status finished»
    and t1.sys >= 0
    and t1.sd < 1580515200000000
    and (exists (
        select 1
        from dat x3
        where x3.rid = t1.rid
        and ((x3.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x3.lo >= '2020-01-01 00:00:00.000000+00') or (x3.h = «date Encounter date 1»
            and x3.lo > '2019-12-31 23:59:59.999999+00'
            and x3.lo <= '2019-12-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 2»
            and x3.lo > '2019-01-30 23:59:59.999999+00'
            and x3.lo <= '2019-12-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00') or (x3.h = «date Encounter date 3»
            and x3.lo <= '2019-12-31 23:59:59.999999+00'
            and x3.hi > '2020-01-31 23:59:59.999999+00'))))
    and (coalesce((
          select true
          from dat x4
          where x4.rid = t1.rid
          and (x4.h = any({«date Encounter date 0», «date Encounter date 1», «date Encounter date 2», «date Encounter date 3»})
            and x4.lo < '2020-02-01 00:00:00.000000+00')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?death-date=ge2000
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Patient»
    and t1.sys >= 0
    and (exists (
        select 1
        from dat x3
        where x3.rid = t1.rid
        and ((x3.h = any({«date Patient death-date 0», «date Patient death-date 1», «date Patient death-date 2», «date Patient death-date 3»})
            and x3.lo >= '2000-01-01 00:00:00.000000+00') or (x3.h = «date Patient death-date 2»
            and x3.lo > '1999-12-31 23:59:59.999999+00'
            and x3.lo <= '1999-12-31 23:59:59.999999+00'
            and x3.hi > '2000-12-31 23:59:59.999999+00') or (x3.h = «date Patient death-date 3»
            and x3.lo <= '1999-12-31 23:59:59.999999+00'
            and x3.hi > '2000-12-31 23:59:59.999999+00'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

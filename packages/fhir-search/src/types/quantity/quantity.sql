-- Observation?value-quantity=5.4
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Observation value-quantity »
          and x3.lo >= '5.35'
          and x3.lo < '5.45'
          and x3.hi < '5.45')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=ge5.4||mg
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Observation value-quantity |mg»
          and x3.hi >= '5.4')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=5.4|http://unitsofmeasure.org|mg
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Observation value-quantity =g»
          and x3.lo >= '0.00535'
          and x3.lo < '0.00545'
          and x3.hi < '0.00545')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=37|http://unitsofmeasure.org|Cel
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Observation value-quantity =K»
          and x3.lo >= '309.65'
          and x3.lo < '310.65'
          and x3.hi < '310.65')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=5|urn:local|spoon
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Observation value-quantity urn:local|spoon»
          and x3.lo >= '4.5'
          and x3.lo < '5.5'
          and x3.hi < '5.5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Invoice?totalgross=5|urn:iso:std:iso:4217|EUR
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Invoice»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Invoice totalgross urn:iso:std:iso:4217|EUR»
          and x3.lo >= '4.5'
          and x3.lo < '5.5'
          and x3.hi < '5.5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&value-quantity=gt5
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
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «quantity Observation value-quantity »
          and x3.hi > '5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

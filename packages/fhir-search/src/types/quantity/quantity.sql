-- Observation?value-quantity=5.4
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Observation value-quantity »
          and x2.lo >= '5.35'
          and x2.lo < '5.45'
          and x2.hi < '5.45')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=ge5.4||mg
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Observation value-quantity |mg»
          and x2.hi >= '5.4')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=5.4|http://unitsofmeasure.org|mg
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Observation value-quantity =g»
          and x2.lo >= '0.00535'
          and x2.lo < '0.00545'
          and x2.hi < '0.00545')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=37|http://unitsofmeasure.org|Cel
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Observation value-quantity =K»
          and x2.lo >= '309.65'
          and x2.lo < '310.65'
          and x2.hi < '310.65')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?value-quantity=5|urn:local|spoon
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Observation value-quantity urn:local|spoon»
          and x2.lo >= '4.5'
          and x2.lo < '5.5'
          and x2.hi < '5.5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Invoice?totalgross=5|urn:iso:std:iso:4217|EUR
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Invoice totalgross urn:iso:std:iso:4217|EUR»
          and x2.lo >= '4.5'
          and x2.lo < '5.5'
          and x2.hi < '5.5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&value-quantity=gt5
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    join tok t3 on t3.h = «code Observation code a»
    and t3.sys >= 0
    and t3.sd = r1.sd
    and t3.rid = r1.rid
    where r1.op <> 'D'
    and (exists (
        select 1
        from qty x2
        where x2.rid = r1.rid
        and (x2.h = «quantity Observation value-quantity »
          and x2.hi > '5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

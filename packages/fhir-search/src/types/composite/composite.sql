-- Observation?code-value-concept=a$b
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join tok t2 on t2.h = «code Observation value-concept b»
    and t2.sys >= 0
    and t2.sd = t1.sd
    and t2.rid = t1.rid
    where t1.h = «code Observation code a»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code-value-quantity=a$gt5
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
        and (x3.h = «composite Observation code-value-quantity code|a »
          and x3.hi > '5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code-value-quantity=http://loinc.org|a$gt5|http://unitsofmeasure.org|mg
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
    and t1.sys in (<system http://loinc.org>, -<system http://loinc.org>)
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «composite Observation code-value-quantity code|a »)))
    and (exists (
        select 1
        from qty x4
        where x4.rid = t1.rid
        and (x4.h = «quantity Observation value-quantity =g»
          and x4.hi > '0.005')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?component-code-value-quantity=http://loinc.org|a$gt5||mg
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
        and (x3.h = «composite Observation component-code-value-quantity system|http://loinc.org|a |mg»
          and x3.hi > '5')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?combo-code-value-quantity=a$gt5
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
        and ((x3.h = «composite Observation code-value-quantity code|a »
            and x3.hi > '5') or (x3.h = «composite Observation component-code-value-quantity code|a »
            and x3.hi > '5'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- DocumentReference?relationship=replaces$DocumentReference/1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «composite DocumentReference relationship code|replaces target|DocumentReference/1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- MolecularSequence?chromosome-variant-coordinate=21$gt5$lt9
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type MolecularSequence»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «composite MolecularSequence chromosome-variant-coordinate code|21»
          and x3.lo > '5'
          and x3.hi < '9')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

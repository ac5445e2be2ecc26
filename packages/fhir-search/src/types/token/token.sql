-- Patient?gender=female
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Patient gender female»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=http://loinc.org|1234-5
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code 1234-5»
    and t1.sys in (<system http://loinc.org>, -<system http://loinc.org>)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=|local
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code local»
    and t1.sys in (0, -1)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=http://loinc.org|
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «system Observation code http://loinc.org»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a,b
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select distinct u.*
    from (
      select m2.*
      from unnest({«code Observation code a», «code Observation code b»}) k1(h) cross
      join lateral (
        select s.*
        from (
          select t3.rid, t3.sd as k1
          from tok t3
          where t3.h = k1.h::int8
          and t3.sys >= 0) s
        order by s.k1 desc, s.rid desc
        limit 21) m2) u) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code:not=a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and not exists (
      select 1
      from tok t2
      where (t2.h = «code Observation code a»
        and t2.sys >= 0)
      and t2.sd = t1.sd
      and t2.rid = t1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code:text=blood
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
        from str x3
        where x3.rid = t1.rid
        and (x3.h = «text Observation code »
          and x3.val >= 'blood'
          and x3.val < 'blooe')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?status=http://hl7.org/fhir/observation-status|
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select distinct u.*
    from (
      select m2.*
      from unnest({«code Observation status registered», «code Observation status preliminary», «code Observation status final», «code Observation status amended», «code Observation status corrected», «code Observation status cancelled», «code Observation status entered-in-error», «code Observation status unknown»}) k1(h) cross
      join lateral (
        select s.*
        from (
          select t3.rid, t3.sd as k1
          from tok t3
          where t3.h = k1.h::int8
          and t3.sys in (<system http://hl7.org/fhir/observation-status>, -<system http://hl7.org/fhir/observation-status>)) s
        order by s.k1 desc, s.rid desc
        limit 21) m2) u) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «of-type Patient identifier http://terminology.hl7.org/CodeSystem/v2-0203 MR 1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?combo-code=a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select distinct u.*
    from (
      select m2.*
      from unnest({«code Observation code a», «code Observation component-code a»}) k1(h) cross
      join lateral (
        select s.*
        from (
          select t3.rid, t3.sd as k1
          from tok t3
          where t3.h = k1.h::int8
          and t3.sys >= 0) s
        order by s.k1 desc, s.rid desc
        limit 21) m2) u) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&status=final&category=lab
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join tok t2 on t2.h = «code Observation status final»
    and t2.sys >= 0
    and t2.sd = t1.sd
    and t2.rid = t1.rid
    join tok t3 on t3.h = «code Observation category lab»
    and t3.sys >= 0
    and t3.sd = t1.sd
    and t3.rid = t1.rid
    where t1.h = «code Observation code a»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?email=A@example.org
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select distinct u.*
    from (
      select m2.*
      from unnest({«code Patient email A@example.org», «code Patient email a@example.org»}) k1(h) cross
      join lateral (
        select s.*
        from (
          select t3.rid, t3.sd as k1
          from tok t3
          where t3.h = k1.h::int8
          and t3.sys >= 0) s
        order by s.k1 desc, s.rid desc
        limit 21) m2) u) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?deceased=true
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Patient deceased true»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

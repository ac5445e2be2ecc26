-- Observation?code=a&value-quantity=gt5
-- look
select x.rid
from qty x
where (x.h = «quantity Observation value-quantity » and x.hi > '5')
order by x.lo desc
limit 2001
-- page, when 2 rows were seen
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
    and r2.rid = any({'0', '1'})
    and (coalesce((
          select true
          from qty x3
          where x3.rid = t1.rid
          and (x3.h = «quantity Observation value-quantity »
            and x3.hi > '5')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&value-quantity=gt5
-- look
select x.rid
from qty x
where (x.h = «quantity Observation value-quantity » and x.hi > '5')
order by x.lo desc
limit 2001
-- page, when 2001 rows were seen
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and (coalesce((
          select true
          from qty x2
          where x2.rid = t1.rid
          and (x2.h = «quantity Observation value-quantity »
            and x2.hi > '5')
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient.name=ann&code=a
-- look
select x.rid
from str x
where (x.h = «string Patient name » and x.val >= 'ann' and x.val < 'ano')
limit 2001
-- look
select x.rid
from str x
where (x.h = «contained string Patient name » and x.val >= 'ann' and x.val < 'ano')
limit 2001
-- look
select r2.tid, r2.id
from tok t1
join res r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «_type Patient»
and t1.sys >= 0
and r2.rid = any({'0'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «string Patient name »
        and x3.val >= 'ann'
        and x3.val < 'ano')
      limit 1), false))
limit 201
-- look
select r2.ctid as tid, r2.cid || '#' || r2.id as id
from tok t1
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «contained _type Patient»
and t1.sys >= 0
and r2.rid = any({'0'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «contained string Patient name »
        and x3.val >= 'ann'
        and x3.val < 'ano')
      limit 1), false))
limit 201
-- look
select t.rid
from unnest({«patient Observation code «Patient/p0» a»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select t.rid
from unnest({«reference Observation patient Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- page, when 1 rows were seen
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
    and r2.rid = any({'0'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient.name=ann&code=a
-- look
select x.rid
from str x
where (x.h = «string Patient name » and x.val >= 'ann' and x.val < 'ano')
limit 2001
-- look
select x.rid
from str x
where (x.h = «contained string Patient name » and x.val >= 'ann' and x.val < 'ano')
limit 2001
-- look
select r2.tid, r2.id
from tok t1
join res r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «_type Patient»
and t1.sys >= 0
and r2.rid = any({'0', '1'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «string Patient name »
        and x3.val >= 'ann'
        and x3.val < 'ano')
      limit 1), false))
limit 201
-- look
select r2.ctid as tid, r2.cid || '#' || r2.id as id
from tok t1
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «contained _type Patient»
and t1.sys >= 0
and r2.rid = any({'0', '1'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «contained string Patient name »
        and x3.val >= 'ann'
        and x3.val < 'ano')
      limit 1), false))
limit 201
-- look
select t.rid
from unnest({«patient Observation code «Patient/p0» a», «patient Observation code «Patient/p1» a»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select t.rid
from unnest({«reference Observation patient Patient/p0», «reference Observation patient Patient/p1»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- page, when 2 rows were seen
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
    and r2.rid = any({'0', '1'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient.name=ann&code=a
-- look
select x.rid
from str x
where (x.h = «string Patient name » and x.val >= 'ann' and x.val < 'ano')
limit 2001
-- look
select x.rid
from str x
where (x.h = «contained string Patient name » and x.val >= 'ann' and x.val < 'ano')
limit 2001
-- look
select r2.tid, r2.id
from tok t1
join res r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «_type Patient»
and t1.sys >= 0
and (exists (
    select 1
    from str x3
    where x3.rid = t1.rid
    and (x3.h = «string Patient name »
      and x3.val >= 'ann'
      and x3.val < 'ano')))
limit 201
-- look
select r2.ctid as tid, r2.cid || '#' || r2.id as id
from tok t1
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «contained _type Patient»
and t1.sys >= 0
and (exists (
    select 1
    from str x3
    where x3.rid = t1.rid
    and (x3.h = «contained string Patient name »
      and x3.val >= 'ann'
      and x3.val < 'ano')))
limit 201
-- page, when 2001 rows were seen
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
    and ((coalesce((
            select true
            from ref f3, tok t4
            join res r5 on r5.rid = t4.rid
            and t4.sd >= r5.sd
            and t4.sd <= r5.sd
            where f3.rid = t1.rid
            and f3.p = any({<Observation.patient>})
            and r5.tk = f3.tk
            and t4.h = «_type Patient»
            and t4.sys >= 0
            and (exists (
                select 1
                from str x6
                where x6.rid = t4.rid
                and (x6.h = «string Patient name »
                  and x6.val >= 'ann'
                  and x6.val < 'ano')))
            limit 1), false)) or (coalesce((
            select true
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
            and (exists (
                select 1
                from str x10
                where x10.rid = t8.rid
                and (x10.h = «contained string Patient name »
                  and x10.val >= 'ann'
                  and x10.val < 'ano')))
            limit 1), false)))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:code=a
-- look
select t1.rid
from tok t1
where t1.h = «code Observation code a»
and t1.sys >= 0
limit 2001
-- look
select distinct f.tk
from ref f
where f.rid = any({'0', '1'}) and f.p = any({<Observation.patient>})
-- page, when 2 rows were seen
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
    and r2.tk = any({'0', '1'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:code=a
-- look
select t1.rid
from tok t1
where t1.h = «code Observation code a»
and t1.sys >= 0
limit 2001
-- page, when 2001 rows were seen
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
    and (coalesce((
          select true
          from tok k3
          where k3.h = index_key((
              select index_secret()), 'patient\000Observation\000code\000' || r2.tk || '\000a')
          and k3.sys >= 0
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject:Patient.organization.name=north
-- look
select x.rid
from str x
where (x.h = «string Organization name » and x.val >= 'north' and x.val < 'norti')
limit 2001
-- look
select x.rid
from str x
where (x.h = «contained string Organization name » and x.val >= 'north' and x.val < 'norti')
limit 2001
-- look
select x.rid
from str x
where (x.h = «string Organization name » and x.val >= 'north' and x.val < 'norti')
limit 2001
-- look
select x.rid
from str x
where (x.h = «contained string Organization name » and x.val >= 'north' and x.val < 'norti')
limit 2001
-- look
select r2.tid, r2.id
from tok t1
join res r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «_type Organization»
and t1.sys >= 0
and r2.rid = any({'0'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «string Organization name »
        and x3.val >= 'north'
        and x3.val < 'norti')
      limit 1), false))
limit 201
-- look
select r2.ctid as tid, r2.cid || '#' || r2.id as id
from tok t1
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «contained _type Organization»
and t1.sys >= 0
and r2.rid = any({'0'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «contained string Organization name »
        and x3.val >= 'north'
        and x3.val < 'norti')
      limit 1), false))
limit 201
-- look
select r2.tid, r2.id
from tok t1
join res r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «_type Organization»
and t1.sys >= 0
and r2.rid = any({'0'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «string Organization name »
        and x3.val >= 'north'
        and x3.val < 'norti')
      limit 1), false))
limit 201
-- look
select r2.ctid as tid, r2.cid || '#' || r2.id as id
from tok t1
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «contained _type Organization»
and t1.sys >= 0
and r2.rid = any({'0'})
and (coalesce((
      select true
      from str x3
      where x3.rid = t1.rid
      and (x3.h = «contained string Organization name »
        and x3.val >= 'north'
        and x3.val < 'norti')
      limit 1), false))
limit 201
-- look
select t.rid
from unnest({«reference Patient organization Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select t.rid
from unnest({«reference Patient organization Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select t.rid
from unnest({«contained reference Patient organization Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select t.rid
from unnest({«contained reference Patient organization Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select r2.tid, r2.id
from tok t1
join res r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «_type Patient»
and t1.sys >= 0
and r2.rid = any({'0'})
limit 201
-- look
select r2.ctid as tid, r2.cid || '#' || r2.id as id
from tok t1
join (
  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
  from contained c
  join res o on o.rid = c.container) r2 on r2.rid = t1.rid
and t1.sd >= r2.sd
and t1.sd <= r2.sd
where t1.h = «contained _type Patient»
and t1.sys >= 0
and r2.rid = any({'0'})
limit 201
-- look
select t.rid
from unnest({«reference Observation subject Patient/p0», «reference Observation patient Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- look
select t.rid
from unnest({«reference Observation subject Patient/p0», «reference Observation patient Patient/p0»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
limit 2001
-- page, when 1 rows were seen
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
    and r2.rid = any({'0'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?gender:missing=true
-- look
select r.rid
from res r
where r.tid = <Patient> and r.op <> 'D'
and not (position(<Patient.gender> in r.present) > 0)
order by r.lu
limit 501
-- page, when 1 rows were seen
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
    and r2.rid = any({'0'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?gender:missing=true
-- look
select r.rid
from res r
where r.tid = <Patient> and r.op <> 'D'
and not (position(<Patient.gender> in r.present) > 0)
order by r.lu
limit 501
-- page, when 501 rows were seen
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
    and not (position(<Patient.gender> in r2.present) > 0)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&status=final&_sort=-_lastUpdated
-- look
select least((
    select count(*)
    from (
      select 1
      from tok t
      where t.h = «code Observation code a» and t.sys >= 0
      limit 5001) n), (
    select count(*)
    from (
      select 1
      from tok t
      where t.h = «code Observation status final» and t.sys >= 0
      limit 5001) n))::int4 as least
-- page, when 1 rows were seen
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, r3.lu as k1
    from tok t1
    join tok t2 on t2.h = «code Observation status final»
    and t2.sys >= 0
    and t2.sd = t1.sd
    and t2.rid = t1.rid
    join res r3 on r3.rid = t1.rid
    and t1.sd >= r3.sd
    and t1.sd <= r3.sd
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and r3.tid = <Observation> offset 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a&status=final&_sort=-_lastUpdated
-- look
select least((
    select count(*)
    from (
      select 1
      from tok t
      where t.h = «code Observation code a» and t.sys >= 0
      limit 5001) n), (
    select count(*)
    from (
      select 1
      from tok t
      where t.h = «code Observation status final» and t.sys >= 0
      limit 5001) n))::int4 as least
-- look
select 1
from (
  select r.rid, r.sd
  from res r
  where r.tid = <Observation>
  order by r.lu desc
  limit 10000) f
where exists (
  select 1
  from tok t
  where t.h = «code Observation code a» and t.sys >= 0 and t.sd = f.sd and t.rid = f.rid offset 0)
and exists (
  select 1
  from tok t
  where t.h = «code Observation status final» and t.sys >= 0 and t.sd = f.sd and t.rid = f.rid offset 0)
limit 21
-- page, when 2001 rows were seen
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, r3.lu as k1
    from tok t1
    join tok t2 on t2.h = «code Observation status final»
    and t2.sys >= 0
    and t2.sd = t1.sd
    and t2.rid = t1.rid
    join res r3 on r3.rid = t1.rid
    and t1.sd >= r3.sd
    and t1.sd <= r3.sd
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and r3.tid = <Observation>) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:code=a,urn:s|b
-- look
select t.rid
from unnest({«code Observation code a»}) k(h)
join lateral (
  select t.rid
  from tok t
  where t.h = k.h and t.sys >= 0
  limit 2001) t on true
union all (
  select t.rid
  from tok t
  where t.h = «code Observation code b» and t.sys in (<system urn:s>, -<system urn:s>)
  limit 2001)
limit 2001
-- look
select t1.rid
from tok t1
where t1.h = «_type Observation»
and t1.sys >= 0
and exists (
  select 1
  from tok t2
  where ((t2.h = «code Observation code b»
      and t2.sys in (<system urn:s>, -<system urn:s>)) or (t2.h = «code Observation code a»
      and t2.sys >= 0))
  and t2.sd = t1.sd
  and t2.rid = t1.rid)
limit 2001
-- page, when 2001 rows were seen
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
    and ((coalesce((
            select true
            from tok k3
            where k3.h = index_key((
                select index_secret()), 'patient\000Observation\000code\000' || r2.tk || '\000a')
            and k3.sys >= 0
            limit 1), false)) or (coalesce((
            select true
            from tok k3
            where k3.h = index_key((
                select index_secret()), 'patient\000Observation\000code\000' || r2.tk || '\000b')
            and k3.sys in (<system urn:s>, -<system urn:s>)
            limit 1), false)))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?status:not=final
-- look
select 1
from (
  select t.sd, t.rid
  from tok t
  where t.h = «_type Observation» and t.sys >= 0
  order by t.sd desc, t.rid desc
  limit 20000) a
where not exists (
  select 1
  from tok x
  where x.h = «code Observation status final» and x.sys >= 0 and x.sd = a.sd and x.rid = a.rid)
limit 21
-- page, when 21 rows were seen
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
      where (t2.h = «code Observation status final»
        and t2.sys >= 0)
      and t2.sd = t1.sd
      and t2.rid = t1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?status:not=final
-- look
select 1
from (
  select t.sd, t.rid
  from tok t
  where t.h = «_type Observation» and t.sys >= 0
  order by t.sd desc, t.rid desc
  limit 20000) a
where not exists (
  select 1
  from tok x
  where x.h = «code Observation status final» and x.sys >= 0 and x.sd = a.sd and x.rid = a.rid)
limit 21
-- look
select (array_agg(a.rid::text))[1:500] as rids, count(*)::int4 as total
from tok a
where a.h = «_type Observation» and a.sys >= 0
and not exists (
  select 1
  from tok x
  where x.h = «code Observation status final» and x.sys >= 0 and x.sd = a.sd and x.rid = a.rid)
-- page, when 0 rows were seen
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
    and t1.sys >= 0 and false) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- ValueSet?url=http://example.org/a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «uri ValueSet url http://example.org/a»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- ValueSet?url:below=http://example.org/a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type ValueSet»
    and t1.sys >= 0
    and (exists (
        select 1
        from str x3
        where x3.rid = t1.rid
        and (x3.h = «below ValueSet url »
          and x3.val >= 'http://example.org/a'
          and x3.val < 'http://example.org/b')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- ValueSet?url:above=http://e.org/a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select distinct u.*
    from (
      select m2.*
      from unnest({«uri ValueSet url http://e.org/a», «uri ValueSet url http://e.org/», «uri ValueSet url http://e.org», «uri ValueSet url http://e.or», «uri ValueSet url http://e.o», «uri ValueSet url http://e.», «uri ValueSet url http://e»}) k1(h) cross
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

-- Patient?_profile=http://example.org/p
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join tok t2 on t2.h = «_type Patient»
    and t2.sys >= 0
    and t2.sd = t1.sd
    and t2.rid = t1.rid
    where t1.h = «uri Resource _profile http://example.org/p»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

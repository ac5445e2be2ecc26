-- Patient?name=Ångström
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
        from str x3
        where x3.rid = t1.rid
        and (x3.h = «string Patient name »
          and x3.val >= 'angstrom'
          and x3.val < 'angstron')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?family:exact=Ångström
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «exact Patient family Ångström»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?address:contains=50%_
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
        from str x3
        where x3.rid = t1.rid
        and (x3.h = «string Patient address »
          and x3.val like '%50\%\_%')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?given=ann,bob
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
        from str x3
        where x3.rid = t1.rid
        and ((x3.h = «string Patient given »
            and x3.val >= 'ann'
            and x3.val < 'ano') or (x3.h = «string Patient given »
            and x3.val >= 'bob'
            and x3.val < 'boc'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?phonetic=x
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
        from str x3
        where x3.rid = t1.rid
        and (x3.h = «string Patient name »
          and x3.val >= 'x'
          and x3.val < 'y')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

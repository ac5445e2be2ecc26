-- Observation?code=a
-- look
select least((
    select count(*)
    from (
      select 1
      from tok t
      where t.h = «code Observation code a» and t.sys >= 0
      limit 301) n))::int4 as least
-- look
select 1
from (
  select t3.sd, t3.rid, t3.vis
  from tok t3
  where t3.h = «code Observation code a»
  and t3.sys >= 0
  order by t3.sd desc, t3.rid desc
  limit 40 offset 0) t1 cross
join lateral (
  select r2.*
  from res r2
  where r2.rid = t1.rid
  and ((exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
where true
limit 21
-- look
select r.id
from (
  select distinct a.pt
  from (
    select c.pt
    from care c
    where c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8
    union all select k.pt
    from unnest({«Patient/9»}) k(pt)) a
  limit 501) p left
join lateral (
  select r.id
  from res r
  where r.tk = p.pt offset 0) r on true
-- page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (with f9 as materialized (
    select s.*
    from (
      select t1.rid, t1.sd as k1
      from (with f7 as materialized (
          select m6.*, row_number() over (partition by k4.h) as n
          from unnest({«patient Observation code «Patient/p0» a», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «reference Observation performer Patient/p1»}) k4(h) cross
          join lateral (
            select t5.sd, t5.rid, t5.vis
            from tok t5
            where t5.h = k4.h::int8
            and t5.sys >= 0
            order by t5.sd desc, t5.rid desc
            limit 31) m6) select distinct t5.sd, t5.rid, t5.vis
        from f7 t5 left
        join (
          select b8.sd, b8.rid
          from f7 b8
          where b8.n = 31
          order by b8.sd desc, b8.rid desc
          limit 1) b8 on true
        where b8.sd is null or (t5.sd, t5.rid) >= (b8.sd, b8.rid)
        order by t5.sd desc, t5.rid desc, t5.vis offset 0) t1 cross
      join lateral (
        select r2.*
        from res r2
        where r2.rid = t1.rid
        and ((exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false)))
        and exists (
          select 1
          from tok t3
          where (t3.h = «code Observation code a»
            and t3.sys >= 0)
          and t3.sd = t1.sd
          and t3.rid = t1.rid) offset 0) r2
      where true) s
    order by s.k1 desc, s.rid desc
    limit 21) select *
  from f9
  where (
    select count(*)
    from f9) > 20
  union all select o10.*
  from (
    select s.*
    from (
      select t11.rid, t11.sd as k1
      from (
        select distinct t15.*
        from unnest({«patient Observation code «Patient/p0» a», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «reference Observation performer Patient/p1»}) k14(h) cross
        join lateral (
          select t15.sd, t15.rid, t15.vis
          from tok t15
          where t15.h = k14.h::int8
          and t15.sys >= 0) t15
        order by t15.sd desc, t15.rid desc, t15.vis offset 0) t11 cross
      join lateral (
        select r12.*
        from res r12
        where r12.rid = t11.rid
        and ((exists (select
              from care c
              where c.pt = r12.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r12.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r12.pt = any({«Patient/9»}), false)))
        and exists (
          select 1
          from tok t13
          where (t13.h = «code Observation code a»
            and t13.sys >= 0)
          and t13.sd = t11.sd
          and t13.rid = t11.rid) offset 0) r12
      where true) s
    order by s.k1 desc, s.rid desc
    limit 21) o10
  where (
    select count(*)
    from f9) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=urn:s|a,b&_sort=date
-- look
select least((
    select count(*)
    from (
      select t.rid
      from unnest({«code Observation code b»}) k(h)
      join lateral (
        select t.rid
        from tok t
        where t.h = k.h and t.sys >= 0
        limit 301) t on true
      union all (
        select t.rid
        from tok t
        where t.h = «code Observation code a» and t.sys in (<system urn:s>, -<system urn:s>)
        limit 301)
      limit 301) n))::int4 as least
-- look
select 1
from (
  select t4.sd, t4.rid, t4.vis
  from tok t4
  where t4.h = «_type Observation»
  and t4.sys >= 0
  order by t4.sd, t4.rid
  limit 40 offset 0) t1 cross
join lateral (
  select r2.*
  from res r2
  where r2.rid = t1.rid
  and ((exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false)))
  and exists (
    select 1
    from tok t3
    where ((t3.h = «code Observation code a»
        and t3.sys in (<system urn:s>, -<system urn:s>)) or (t3.h = «code Observation code b»
        and t3.sys >= 0))
    and t3.sd = t1.sd
    and t3.rid = t1.rid) offset 0) r2
where true
limit 21
-- look
select r.id
from (
  select distinct a.pt
  from (
    select c.pt
    from care c
    where c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8
    union all select k.pt
    from unnest({«Patient/9»}) k(pt)) a
  limit 501) p left
join lateral (
  select r.id
  from res r
  where r.tk = p.pt offset 0) r on true
-- page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text, p.k2::text] as keys
from (with f13 as materialized (
    select s.*
    from (
      select t1.rid, t1.sd as k1, 0::int8 as k2
      from (
        select distinct t5.*
        from unnest({«patient Observation code «Patient/p0» a», «patient Observation code «Patient/p0» b», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «patient Observation code «Patient/p1» b», «reference Observation performer Patient/p1»}) k4(h) cross
        join lateral (
          select t5.sd, t5.rid, t5.vis
          from tok t5
          where t5.h = k4.h::int8
          and t5.sys >= 0
          and t5.sd > -4611686018427387904) t5
        order by t5.sd, t5.rid, t5.vis offset 0) t1 cross
      join lateral (
        select r2.*
        from res r2
        where r2.rid = t1.rid
        and ((exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false)))
        and exists (
          select 1
          from tok t3
          where ((t3.h = «code Observation code a»
              and t3.sys in (<system urn:s>, -<system urn:s>)) or (t3.h = «code Observation code b»
              and t3.sys >= 0))
          and t3.sd = t1.sd
          and t3.rid = t1.rid) offset 0) r2
      where true) s
    order by s.k1, s.k2, s.rid
    limit 21) select *
  from f13
  union all select o14.*
  from (
    select s.*
    from (
      select t7.rid, 9223372036854775807::int8 as k1, t7.sd as k2
      from (
        select distinct t11.*
        from unnest({«patient Observation code «Patient/p0» a», «patient Observation code «Patient/p0» b», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «patient Observation code «Patient/p1» b», «reference Observation performer Patient/p1»}) k10(h) cross
        join lateral (
          select t11.sd, t11.rid, t11.vis
          from tok t11
          where t11.h = k10.h::int8
          and t11.sys >= 0
          and t11.sd <= -4611686018427387904) t11
        order by t11.sd, t11.rid, t11.vis offset 0) t7 cross
      join lateral (
        select r8.*
        from res r8
        where r8.rid = t7.rid
        and ((exists (select
              from care c
              where c.pt = r8.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r8.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r8.pt = any({«Patient/9»}), false)))
        and exists (
          select 1
          from tok t9
          where ((t9.h = «code Observation code a»
              and t9.sys in (<system urn:s>, -<system urn:s>)) or (t9.h = «code Observation code b»
              and t9.sys >= 0))
          and t9.sd = t7.sd
          and t9.rid = t7.rid) offset 0) r8
      where true) s
    order by s.k1, s.k2, s.rid
    limit 21) o14
  where (
    select count(*)
    from f13) <= 20) p
join res r on r.rid = p.rid
order by p.k1, p.k2, p.rid

-- Observation?status=final&date=ge2020
-- look
select x.rid
from dat x
where ((x.h = any({«date Observation date 0», «date Observation date 1», «date Observation date 2», «date Observation date 3»}) and x.lo >= '2020-01-01 00:00:00.000000+00') or (x.h = «date Observation date 2» and x.lo > '2019-12-31 23:59:59.999999+00' and x.lo <= '2019-12-31 23:59:59.999999+00' and x.hi > '2020-12-31 23:59:59.999999+00') or (x.h = «date Observation date 3» and x.lo <= '2019-12-31 23:59:59.999999+00' and x.hi > '2020-12-31 23:59:59.999999+00'))
limit 2001
-- page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Observation status final»
    and t1.sys >= 0
    and ((exists (select
          from care c
          where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
          from care c
          where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false)))
    and r2.rid = any({'0', '1'})
    and (coalesce((
          select true
          from dat x3
          where x3.rid = t1.rid
          and ((x3.h = any({«date Observation date 0», «date Observation date 1», «date Observation date 2», «date Observation date 3»})
              and x3.lo >= '2020-01-01 00:00:00.000000+00') or (x3.h = «date Observation date 2»
              and x3.lo > '2019-12-31 23:59:59.999999+00'
              and x3.lo <= '2019-12-31 23:59:59.999999+00'
              and x3.hi > '2020-12-31 23:59:59.999999+00') or (x3.h = «date Observation date 3»
              and x3.lo <= '2019-12-31 23:59:59.999999+00'
              and x3.hi > '2020-12-31 23:59:59.999999+00'))
          limit 1), false))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?_sort=-date
-- look
select 1
from (
  select t3.sd, t3.rid, t3.vis
  from tok t3
  where t3.h = «_type Encounter»
  and t3.sys >= 0
  order by t3.sd desc, t3.rid desc
  limit 40 offset 0) t1 cross
join lateral (
  select r2.*
  from res r2
  where r2.rid = t1.rid
  and ((exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
where true
limit 21
-- look
select r.id
from (
  select distinct a.pt
  from (
    select c.pt
    from care c
    where c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8
    union all select k.pt
    from unnest({«Patient/9»}) k(pt)) a
  limit 501) p left
join lateral (
  select r.id
  from res r
  where r.tk = p.pt offset 0) r on true
-- page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (with f8 as materialized (
    select s.*
    from (
      select t1.rid, t1.sd as k1
      from (with f6 as materialized (
          select m5.*, row_number() over (partition by k3.h) as n
          from unnest({«reference Encounter patient Patient/p0», «reference Encounter patient Patient/p1»}) k3(h) cross
          join lateral (
            select t4.sd, t4.rid, t4.vis
            from tok t4
            where t4.h = k3.h::int8
            and t4.sys >= 0
            order by t4.sd desc, t4.rid desc
            limit 31) m5) select distinct t4.sd, t4.rid, t4.vis
        from f6 t4 left
        join (
          select b7.sd, b7.rid
          from f6 b7
          where b7.n = 31
          order by b7.sd desc, b7.rid desc
          limit 1) b7 on true
        where b7.sd is null or (t4.sd, t4.rid) >= (b7.sd, b7.rid)
        order by t4.sd desc, t4.rid desc, t4.vis offset 0) t1 cross
      join lateral (
        select r2.*
        from res r2
        where r2.rid = t1.rid
        and ((exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
      where true) s
    order by s.k1 desc, s.rid desc
    limit 21) select *
  from f8
  where (
    select count(*)
    from f8) > 20
  union all select o9.*
  from (
    select s.*
    from (
      select t10.rid, t10.sd as k1
      from (
        select distinct t13.*
        from unnest({«reference Encounter patient Patient/p0», «reference Encounter patient Patient/p1»}) k12(h) cross
        join lateral (
          select t13.sd, t13.rid, t13.vis
          from tok t13
          where t13.h = k12.h::int8
          and t13.sys >= 0) t13
        order by t13.sd desc, t13.rid desc, t13.vis offset 0) t10 cross
      join lateral (
        select r11.*
        from res r11
        where r11.rid = t10.rid
        and ((exists (select
              from care c
              where c.pt = r11.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r11.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r11.pt = any({«Patient/9»}), false))) offset 0) r11
      where true) s
    order by s.k1 desc, s.rid desc
    limit 21) o9
  where (
    select count(*)
    from f8) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?_sort=-_lastUpdated
-- look
select 1
from (
  select t3.sd, t3.rid, t3.vis, t3.lu as at
  from res t3
  where t3.tid = <Observation>
  and t3.op <> 'D'
  order by t3.lu desc, t3.rid desc
  limit 40 offset 0) t1 cross
join lateral (
  select r2.*
  from res r2
  where r2.rid = t1.rid
  and ((exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
        from care c
        where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
where true
limit 21
-- look
select r.id
from (
  select distinct a.pt
  from (
    select c.pt
    from care c
    where c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8
    union all select k.pt
    from unnest({«Patient/9»}) k(pt)) a
  limit 501) p left
join lateral (
  select r.id
  from res r
  where r.tk = p.pt offset 0) r on true
-- look
select 1
from unnest({«reference Observation patient Patient/p0», «reference Observation performer Patient/p0», «reference Observation patient Patient/p1», «reference Observation performer Patient/p1»}) k(h) cross
join lateral (
  select 1
  from tok t
  where t.h = k.h::int8 and t.sys >= 0
  limit 5001) t
limit 5001
-- page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.at as k1
    from (
      select m5.*, a.at
      from (
        select distinct t4.*
        from unnest({«reference Observation patient Patient/p0», «reference Observation performer Patient/p0», «reference Observation patient Patient/p1», «reference Observation performer Patient/p1»}) k3(h) cross
        join lateral (
          select t4.sd, t4.rid, t4.vis
          from tok t4
          where t4.h = k3.h::int8
          and t4.sys >= 0) t4) m5 cross
      join lateral (
        select r.lu as at
        from res r
        where r.rid = m5.rid offset 0) a
      order by a.at desc, m5.rid desc offset 0) t1 cross
    join lateral (
      select r2.*
      from res r2
      where r2.rid = t1.rid
      and ((exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
    where true) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a, page after a date
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (with f9 as materialized (
    select s.*
    from (
      select t1.rid, t1.sd as k1
      from (with f7 as materialized (
          select m6.*, row_number() over (partition by k4.h) as n
          from unnest({«patient Observation code «Patient/p0» a», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «reference Observation performer Patient/p1»}) k4(h) cross
          join lateral (
            select t5.sd, t5.rid, t5.vis
            from tok t5
            where t5.h = k4.h::int8
            and t5.sys >= 0
            and t5.sd <= 5
            order by t5.sd desc, t5.rid desc
            limit 31) m6) select distinct t5.sd, t5.rid, t5.vis
        from f7 t5 left
        join (
          select b8.sd, b8.rid
          from f7 b8
          where b8.n = 31
          order by b8.sd desc, b8.rid desc
          limit 1) b8 on true
        where b8.sd is null or (t5.sd, t5.rid) >= (b8.sd, b8.rid)
        order by t5.sd desc, t5.rid desc, t5.vis offset 0) t1 cross
      join lateral (
        select r2.*
        from res r2
        where r2.rid = t1.rid
        and ((exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false)))
        and exists (
          select 1
          from tok t3
          where (t3.h = «code Observation code a»
            and t3.sys >= 0)
          and t3.sd = t1.sd
          and t3.rid = t1.rid) offset 0) r2
      where true) s
    where (s.k1, s.rid) < ('5', '7')
    order by s.k1 desc, s.rid desc
    limit 21) select *
  from f9
  where (
    select count(*)
    from f9) > 20
  union all select o10.*
  from (
    select s.*
    from (
      select t11.rid, t11.sd as k1
      from (
        select distinct t15.*
        from unnest({«patient Observation code «Patient/p0» a», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «reference Observation performer Patient/p1»}) k14(h) cross
        join lateral (
          select t15.sd, t15.rid, t15.vis
          from tok t15
          where t15.h = k14.h::int8
          and t15.sys >= 0
          and t15.sd <= 5) t15
        order by t15.sd desc, t15.rid desc, t15.vis offset 0) t11 cross
      join lateral (
        select r12.*
        from res r12
        where r12.rid = t11.rid
        and ((exists (select
              from care c
              where c.pt = r12.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
              from care c
              where c.pt = r12.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r12.pt = any({«Patient/9»}), false)))
        and exists (
          select 1
          from tok t13
          where (t13.h = «code Observation code a»
            and t13.sys >= 0)
          and t13.sd = t11.sd
          and t13.rid = t11.rid) offset 0) r12
      where true) s
    where (s.k1, s.rid) < ('5', '7')
    order by s.k1 desc, s.rid desc
    limit 21) o10
  where (
    select count(*)
    from f9) <= 20) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?code=a, total up to 10000
select count(*)::int4 as total
from (
  select 1
  from (
    select distinct t5.*
    from unnest({«patient Observation code «Patient/p0» a», «reference Observation performer Patient/p0», «patient Observation code «Patient/p1» a», «reference Observation performer Patient/p1»}) k4(h) cross
    join lateral (
      select t5.sd, t5.rid, t5.vis
      from tok t5
      where t5.h = k4.h::int8
      and t5.sys >= 0) t5
    order by t5.sd desc, t5.rid desc, t5.vis offset 0) t1 cross
  join lateral (
    select r2.*
    from res r2
    where r2.rid = t1.rid
    and ((exists (select
          from care c
          where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
          from care c
          where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false)))
    and exists (
      select 1
      from tok t3
      where (t3.h = «code Observation code a»
        and t3.sys >= 0)
      and t3.sd = t1.sd
      and t3.rid = t1.rid) offset 0) r2
  where true
  limit 10001) n

-- Observation?code=a, where the first are seen: page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from (
      select t3.sd, t3.rid, t3.vis
      from tok t3
      where t3.h = «code Observation code a»
      and t3.sys >= 0
      order by t3.sd desc, t3.rid desc offset 0) t1 cross
    join lateral (
      select r2.*
      from res r2
      where r2.rid = t1.rid
      and ((exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
    where true) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient=1, where the first are seen: page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from (
      select t3.sd, t3.rid, t3.vis
      from tok t3
      where t3.h = «reference Observation patient Patient/1»
      and t3.sys >= 0
      order by t3.sd desc, t3.rid desc offset 0) t1 cross
    join lateral (
      select r2.*
      from res r2
      where r2.rid = t1.rid
      and ((exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
    where true) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter?_sort=_id, where the first are seen: page
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.at as k1
    from (
      select t3.sd, t3.rid, t3.vis, t3.id as at
      from res t3
      where t3.tid = <Encounter>
      and t3.op <> 'D') t1 cross
    join lateral (
      select r2.*
      from res r2
      where r2.rid = t1.rid
      and ((exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/a»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8)) or (exists (select
            from care c
            where c.pt = r2.pt and c.actor = any({«Practitioner/b»}) and c.lo - 1 <= (date_part('epoch', now()) * 1000)::int8 and c.hi + 2 >= (date_part('epoch', now()) * 1000)::int8) and coalesce(r2.pt = any({«Patient/9»}), false))) offset 0) r2
    where true) s
  order by s.k1, s.rid
  limit 21) p
join res r on r.rid = p.rid
order by p.k1, p.rid

-- Location?near=42.25|-71.06|5|km
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and exists (
      select 1
      from qty a2, qty b3
      where a2.h = «near Location near latitude»
      and a2.lo between 42.205033980813774 and 42.294966019186226
      and a2.rid = r1.rid
      and b3.rid = a2.rid
      and b3.h = «near Location near longitude» and 2 * 6371008.8 * asin(least(1, sqrt(sind((a2.lo - 42.25) / 2) ^ 2 + cosd(42.25) * cosd(a2.lo) * sind((b3.lo - -71.06) / 2) ^ 2))) <= 5000)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Location?near=42.25|-71.06|5|km
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Location»
    and t1.sys >= 0
    and exists (
      select 1
      from qty a3, qty b4
      where a3.h = «near Location near latitude»
      and a3.lo between 42.205033980813774 and 42.294966019186226
      and a3.rid = t1.rid
      and b4.rid = a3.rid
      and b4.h = «near Location near longitude» and 2 * 6371008.8 * asin(least(1, sqrt(sind((a3.lo - 42.25) / 2) ^ 2 + cosd(42.25) * cosd(a3.lo) * sind((b4.lo - -71.06) / 2) ^ 2))) <= 5000)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=0.5
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
        and (x2.h = «number RiskAssessment probability »
          and x2.lo >= '0.45'
          and x2.lo < '0.55'
          and x2.hi < '0.55')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=ne0.50
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
        and ((x2.h = «number RiskAssessment probability »
            and x2.lo < '0.495') or (x2.h = «number RiskAssessment probability »
            and x2.lo >= '0.495'
            and x2.hi >= '0.505'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=gt1e-1
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
        and (x2.h = «number RiskAssessment probability »
          and x2.hi > '0.1')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=ap0.5
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
        and (x2.h = «number RiskAssessment probability »
          and x2.lo <= '0.55'
          and x2.hi >= '0.45')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

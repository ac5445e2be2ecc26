-- RiskAssessment?probability=0.5
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type RiskAssessment»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «number RiskAssessment probability »
          and x3.lo >= '0.45'
          and x3.lo < '0.55'
          and x3.hi < '0.55')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=ne0.50
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type RiskAssessment»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and ((x3.h = «number RiskAssessment probability »
            and x3.lo < '0.495') or (x3.h = «number RiskAssessment probability »
            and x3.lo >= '0.495'
            and x3.hi >= '0.505'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=gt1e-1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type RiskAssessment»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «number RiskAssessment probability »
          and x3.hi > '0.1')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- RiskAssessment?probability=ap0.5
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type RiskAssessment»
    and t1.sys >= 0
    and (exists (
        select 1
        from qty x3
        where x3.rid = t1.rid
        and (x3.h = «number RiskAssessment probability »
          and x3.lo <= '0.55'
          and x3.hi >= '0.45')))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient=Patient/1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «reference Observation patient Patient/1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject=Patient/1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «reference Observation patient Patient/1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject=1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and exists (
      select 1
      from tok t2
      where (t2.h = any({«reference Observation subject Group/1», «reference Observation subject Device/1», «reference Observation patient Patient/1», «reference Observation subject Location/1»}))
      and t2.sd = t1.sd
      and t2.rid = t1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject:Group=1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «reference Observation subject Group/1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient=1&code=a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «patient Observation code 1125899906842630 a»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject:identifier=urn:mrn|1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «_type Observation»
    and t1.sys >= 0
    and exists (
      select 1
      from tok t2
      where ((t2.h = «identifier Observation subject 1»
          and t2.sys in (<system urn:mrn>, -<system urn:mrn>)) or (t2.h = «identifier Observation patient 1»
          and t2.sys in (<system urn:mrn>, -<system urn:mrn>)))
      and t2.sd = t1.sd
      and t2.rid = t1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject=http://other.org/fhir/Patient/1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «reference Observation patient http://other.org/fhir/Patient/1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- QuestionnaireResponse?questionnaire=http://example.org/q|1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «reference QuestionnaireResponse questionnaire http://example.org/q|1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient.name=ann
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and exists (
      select 1
      from ref f2, res r3
      where f2.rid = r1.rid
      and f2.p = any({13})
      and r3.tk = f2.tk
      and r3.op <> 'D'
      and (exists (
          select 1
          from str x4
          where x4.rid = r3.rid
          and (x4.h = «string Patient name »
            and x4.val >= 'ann'
            and x4.val < 'ano'))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject:Patient.organization.name=north
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and exists (
      select 1
      from ref f2, res r3
      where f2.rid = r1.rid
      and f2.p = any({<Observation.subject>, 13})
      and r3.tk = f2.tk
      and r3.op <> 'D'
      and exists (
        select 1
        from ref f4, res r5
        where f4.rid = r3.rid
        and f4.p = any({<Patient.organization>})
        and r5.tk = f4.tk
        and r5.op <> 'D'
        and (exists (
            select 1
            from str x6
            where x6.rid = r5.rid
            and (x6.h = «string Organization name »
              and x6.val >= 'north'
              and x6.val < 'norti')))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:code=a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = <Patient>
    and exists (
      select 1
      from ref f2, res r3
      join tok t4 on t4.h = «code Observation code a»
      and t4.sys >= 0
      and t4.sd = r3.sd
      and t4.rid = r3.rid
      where f2.tk = r1.tk
      and f2.p = any({13})
      and r3.rid = f2.rid
      and r3.op <> 'D')) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=Practitioner/1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = <Patient>
    and exists (
      select 1
      from ref f2, res r3
      where f2.tk = r1.tk
      and f2.p = any({13})
      and r3.rid = f2.rid
      and r3.op <> 'D'
      and r3.tid = <Observation>
      and exists (
        select 1
        from ref f4, res r5
        join tok t6 on t6.h = «reference AuditEvent agent Practitioner/1»
        and t6.sys >= 0
        and t6.sd = r5.sd
        and t6.rid = r5.rid
        where f4.tk = r3.tk
        and f4.p = any({<AuditEvent.entity>})
        and r5.rid = f4.rid
        and r5.op <> 'D'))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

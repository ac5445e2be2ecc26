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
    select distinct u.*
    from (
      select m2.*
      from unnest({«reference Observation subject Group/1», «reference Observation subject Device/1», «reference Observation patient Patient/1», «reference Observation subject Location/1»}) k1(h) cross
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
    where t1.h = «patient Observation code «Patient/1» a»
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
    select distinct u.*
    from (
      select m2.*
      from unnest({«identifier Observation subject 1», «identifier Observation patient 1»}) k1(h) cross
      join lateral (
        select s.*
        from (
          select t3.rid, t3.sd as k1
          from tok t3
          where t3.h = k1.h::int8
          and t3.sys in (<system urn:mrn>, -<system urn:mrn>)) s
        order by s.k1 desc, s.rid desc
        limit 21) m2) u) s
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

-- QuestionnaireResponse?questionnaire.status=active
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type QuestionnaireResponse»
    and t1.sys >= 0
    and exists (
      select 1
      from ref f3, tok u6, tok t4
      join res r5 on r5.rid = t4.rid
      and t4.sd >= r5.sd
      and t4.sd <= r5.sd
      where f3.rid = t1.rid
      and f3.p = any({<QuestionnaireResponse.questionnaire>})
      and u6.h = f3.tk
      and t4.rid = u6.rid
      and t4.h = «code Questionnaire status active»
      and t4.sys >= 0)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Questionnaire?_has:QuestionnaireResponse:questionnaire:status=completed
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «_type Questionnaire»
    and t1.sys >= 0
    and exists (
      select 1
      from ref f3, tok u6, tok t4
      join res r5 on r5.rid = t4.rid
      and t4.sd >= r5.sd
      and t4.sd <= r5.sd
      where u6.rid = t1.rid
      and f3.tk = u6.h
      and f3.p = any({<QuestionnaireResponse.questionnaire>})
      and t4.rid = f3.rid
      and t4.h = «code QuestionnaireResponse status completed»
      and t4.sys >= 0)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?patient.name=ann
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
    and ((exists (
          select 1
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
                and x6.val < 'ano'))))) or (exists (
          select 1
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
                and x10.val < 'ano'))))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Observation?subject:Patient.organization.name=north
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
    and ((exists (
          select 1
          from ref f3, tok t4
          join res r5 on r5.rid = t4.rid
          and t4.sd >= r5.sd
          and t4.sd <= r5.sd
          where f3.rid = t1.rid
          and f3.p = any({<Observation.subject>, <Observation.patient>})
          and r5.tk = f3.tk
          and t4.h = «_type Patient»
          and t4.sys >= 0
          and ((exists (
                select 1
                from ref f6, tok t7
                join res r8 on r8.rid = t7.rid
                and t7.sd >= r8.sd
                and t7.sd <= r8.sd
                where f6.rid = t4.rid
                and f6.p = any({<Patient.organization>})
                and r8.tk = f6.tk
                and t7.h = «_type Organization»
                and t7.sys >= 0
                and (exists (
                    select 1
                    from str x9
                    where x9.rid = t7.rid
                    and (x9.h = «string Organization name »
                      and x9.val >= 'north'
                      and x9.val < 'norti'))))) or (exists (
                select 1
                from ref f10, tok t11
                join (
                  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
                  from contained c
                  join res o on o.rid = c.container) r12 on r12.rid = t11.rid
                and t11.sd >= r12.sd
                and t11.sd <= r12.sd
                where f10.rid = t4.rid
                and f10.p = any({<Patient.organization>})
                and r12.tk = f10.tk
                and t11.h = «contained _type Organization»
                and t11.sys >= 0
                and (exists (
                    select 1
                    from str x13
                    where x13.rid = t11.rid
                    and (x13.h = «contained string Organization name »
                      and x13.val >= 'north'
                      and x13.val < 'norti')))))))) or (exists (
          select 1
          from ref f14, tok t15
          join (
            select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
            from contained c
            join res o on o.rid = c.container) r16 on r16.rid = t15.rid
          and t15.sd >= r16.sd
          and t15.sd <= r16.sd
          where f14.rid = t1.rid
          and f14.p = any({<Observation.subject>, <Observation.patient>})
          and r16.tk = f14.tk
          and t15.h = «contained _type Patient»
          and t15.sys >= 0
          and ((exists (
                select 1
                from ref f17, tok t18
                join res r19 on r19.rid = t18.rid
                and t18.sd >= r19.sd
                and t18.sd <= r19.sd
                where f17.rid = t15.rid
                and f17.p = any({<Patient.organization>})
                and r19.tk = f17.tk
                and t18.h = «_type Organization»
                and t18.sys >= 0
                and (exists (
                    select 1
                    from str x20
                    where x20.rid = t18.rid
                    and (x20.h = «string Organization name »
                      and x20.val >= 'north'
                      and x20.val < 'norti'))))) or (exists (
                select 1
                from ref f21, tok t22
                join (
                  select c.rid, c.tid, c.id, c.tk, c.sd, c.present, c.container, c.place, o.tid as ctid, o.id as cid, o.ver, o.lu, o.op, o.pt, o.vis, o.body
                  from contained c
                  join res o on o.rid = c.container) r23 on r23.rid = t22.rid
                and t22.sd >= r23.sd
                and t22.sd <= r23.sd
                where f21.rid = t15.rid
                and f21.p = any({<Patient.organization>})
                and r23.tk = f21.tk
                and t22.h = «contained _type Organization»
                and t22.sys >= 0
                and (exists (
                    select 1
                    from str x24
                    where x24.rid = t22.rid
                    and (x24.h = «contained string Organization name »
                      and x24.val >= 'north'
                      and x24.val < 'norti')))))))))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:code=a
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
    and exists (
      select 1
      from ref f3, tok t4
      join res r5 on r5.rid = t4.rid
      and t4.sd >= r5.sd
      and t4.sd <= r5.sd
      where f3.tk = r2.tk
      and f3.p = any({<Observation.patient>})
      and t4.rid = f3.rid
      and t4.h = «code Observation code a»
      and t4.sys >= 0)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=Practitioner/1
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
    and exists (
      select 1
      from ref f3, tok t4
      join res r5 on r5.rid = t4.rid
      and t4.sd >= r5.sd
      and t4.sd <= r5.sd
      where f3.tk = r2.tk
      and f3.p = any({<Observation.patient>})
      and t4.rid = f3.rid
      and t4.h = «_type Observation»
      and t4.sys >= 0
      and exists (
        select 1
        from ref f6, tok t7
        join res r8 on r8.rid = t7.rid
        and t7.sd >= r8.sd
        and t7.sd <= r8.sd
        where f6.tk = r5.tk
        and f6.p = any({<AuditEvent.entity>})
        and t7.rid = f6.rid
        and t7.h = «reference AuditEvent agent Practitioner/1»
        and t7.sys >= 0))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

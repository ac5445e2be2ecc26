-- Patient?_id=1,2
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.sd as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = <Patient>
    and r1.id = any({'1', '2'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_lastUpdated=ge2024&gender=male
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Patient gender male»
    and t1.sys >= 0
    and r2.tid = <Patient>
    and (r2.lu >= '2024-01-01 00:00:00.000000+00')) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_lastUpdated=2024-01-01
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
    and r2.tid = <Patient>
    and (r2.lu >= '2024-01-01 00:00:00.000000+00'
      and r2.lu <= '2024-01-01 23:59:59.999999+00')) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_list=1
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
      from ref f3, res r4
      where f3.tk = r2.tk
      and f3.p = any({<List.item>})
      and r4.rid = f3.rid
      and r4.op <> 'D'
      and r4.tid = <List>
      and r4.id = any({'1'}))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?_tag=vip
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
    where t1.h = «code Resource _tag vip»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient?gender:missing=true
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

-- Observation?subject:missing=false
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
    and ((position(<Observation.subject> in r2.present) > 0) or (position(<Observation.patient> in r2.present) > 0))) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient/1/*?
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.lu as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = any({<Account>, <AdverseEvent>, <AllergyIntolerance>, <Appointment>, <AppointmentResponse>, <AuditEvent>, <Basic>, <BodyStructure>, <CarePlan>, <CareTeam>, <ChargeItem>, <Claim>, <ClaimResponse>, <ClinicalImpression>, <Communication>, <CommunicationRequest>, <Composition>, <Condition>, <Consent>, <Coverage>, <CoverageEligibilityRequest>, <CoverageEligibilityResponse>, <DetectedIssue>, <DeviceRequest>, <DeviceUseStatement>, <DiagnosticReport>, <DocumentManifest>, <DocumentReference>, <Encounter>, <EnrollmentRequest>, <EpisodeOfCare>, <ExplanationOfBenefit>, <FamilyMemberHistory>, <Flag>, <Goal>, <Group>, <ImagingStudy>, <Immunization>, <ImmunizationEvaluation>, <ImmunizationRecommendation>, <Invoice>, <List>, <MeasureReport>, <Media>, <MedicationAdministration>, <MedicationDispense>, <MedicationRequest>, <MedicationStatement>, <MolecularSequence>, <NutritionOrder>, <Observation>, <Patient>, <Person>, <Procedure>, <Provenance>, <QuestionnaireResponse>, <RelatedPerson>, <RequestGroup>, <ResearchSubject>, <RiskAssessment>, <Schedule>, <ServiceRequest>, <Specimen>, <SupplyDelivery>, <SupplyRequest>, <VisionPrescription>})
    and exists (
      select 1
      from tok t2
      where (t2.h = any({«reference Account subject Patient/1», «reference Account patient Patient/1», «reference AdverseEvent subject Patient/1», «reference AllergyIntolerance patient Patient/1», «reference AllergyIntolerance recorder Patient/1», «reference AllergyIntolerance asserter Patient/1», «reference Appointment actor Patient/1», «reference Appointment location Patient/1», «reference Appointment patient Patient/1», «reference Appointment practitioner Patient/1», «reference AppointmentResponse actor Patient/1», «reference AppointmentResponse location Patient/1», «reference AppointmentResponse patient Patient/1», «reference AppointmentResponse practitioner Patient/1», «reference AuditEvent patient Patient/1», «reference Basic patient Patient/1», «reference Basic author Patient/1», «reference BodyStructure patient Patient/1», «reference CarePlan patient Patient/1», «reference CarePlan performer Patient/1», «reference CareTeam patient Patient/1», «reference CareTeam participant Patient/1», «reference ChargeItem subject Patient/1», «reference ChargeItem patient Patient/1», «reference Claim patient Patient/1», «reference Claim payee Patient/1», «reference ClaimResponse patient Patient/1», «reference ClinicalImpression subject Patient/1», «reference ClinicalImpression patient Patient/1», «reference Communication subject Patient/1», «reference Communication patient Patient/1», «reference Communication sender Patient/1», «reference Communication recipient Patient/1», «reference CommunicationRequest subject Patient/1», «reference CommunicationRequest patient Patient/1», «reference CommunicationRequest sender Patient/1», «reference CommunicationRequest recipient Patient/1», «reference CommunicationRequest requester Patient/1», «reference Composition subject Patient/1», «reference Composition patient Patient/1», «reference Composition author Patient/1», «reference Composition attester Patient/1», «reference Condition patient Patient/1», «reference Condition asserter Patient/1», «reference Consent patient Patient/1», «reference Coverage policy-holder Patient/1», «reference Coverage subscriber Patient/1», «reference Coverage beneficiary Patient/1», «reference Coverage payor Patient/1», «reference CoverageEligibilityRequest patient Patient/1», «reference CoverageEligibilityResponse patient Patient/1», «reference DetectedIssue patient Patient/1», «reference DeviceRequest subject Patient/1», «reference DeviceRequest patient Patient/1», «reference DeviceRequest performer Patient/1», «reference DeviceUseStatement patient Patient/1», «reference DiagnosticReport subject Patient/1», «reference DiagnosticReport patient Patient/1», «reference DocumentManifest subject Patient/1», «reference DocumentManifest patient Patient/1», «reference DocumentManifest author Patient/1», «reference DocumentManifest recipient Patient/1», «reference DocumentReference subject Patient/1», «reference DocumentReference patient Patient/1», «reference DocumentReference author Patient/1», «reference Encounter patient Patient/1», «reference EnrollmentRequest patient Patient/1», «reference EpisodeOfCare patient Patient/1», «reference ExplanationOfBenefit patient Patient/1», «reference ExplanationOfBenefit payee Patient/1», «reference FamilyMemberHistory patient Patient/1», «reference Flag patient Patient/1», «reference Goal patient Patient/1», «reference Group member Patient/1», «reference ImagingStudy patient Patient/1», «reference Immunization patient Patient/1», «reference ImmunizationEvaluation patient Patient/1», «reference ImmunizationRecommendation patient Patient/1», «reference Invoice subject Patient/1», «reference Invoice patient Patient/1», «reference Invoice patient Patient/1», «reference Invoice recipient Patient/1», «reference List subject Patient/1», «reference List patient Patient/1», «reference List source Patient/1», «reference MeasureReport patient Patient/1», «reference Media subject Patient/1», «reference Media patient Patient/1», «reference MedicationAdministration patient Patient/1», «reference MedicationAdministration performer Patient/1», «reference MedicationAdministration subject Patient/1», «reference MedicationAdministration patient Patient/1», «reference MedicationDispense subject Patient/1», «reference MedicationDispense patient Patient/1», «reference MedicationDispense patient Patient/1», «reference MedicationDispense receiver Patient/1», «reference MedicationRequest subject Patient/1», «reference MedicationRequest patient Patient/1», «reference MedicationStatement subject Patient/1», «reference MedicationStatement patient Patient/1», «reference MolecularSequence patient Patient/1», «reference NutritionOrder patient Patient/1», «reference Observation subject Patient/1», «reference Observation patient Patient/1», «reference Observation performer Patient/1», «reference Patient link Patient/1», «reference Person patient Patient/1», «reference Procedure patient Patient/1», «reference Procedure performer Patient/1», «reference Provenance patient Patient/1», «reference QuestionnaireResponse subject Patient/1», «reference QuestionnaireResponse patient Patient/1», «reference QuestionnaireResponse author Patient/1», «reference RelatedPerson patient Patient/1», «reference RequestGroup subject Patient/1», «reference RequestGroup patient Patient/1», «reference RequestGroup participant Patient/1», «reference ResearchSubject individual Patient/1», «reference RiskAssessment subject Patient/1», «reference RiskAssessment patient Patient/1», «reference Schedule actor Patient/1», «reference ServiceRequest subject Patient/1», «reference ServiceRequest patient Patient/1», «reference ServiceRequest performer Patient/1», «reference Specimen subject Patient/1», «reference Specimen patient Patient/1», «reference SupplyDelivery patient Patient/1», «reference SupplyRequest subject Patient/1», «reference VisionPrescription patient Patient/1», «self Resource _id Patient/1»}))
      and t2.sd = r1.sd
      and t2.rid = r1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Patient/1/Observation?code=a
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «code Observation code a»
    and t1.sys >= 0
    and exists (
      select 1
      from tok t2
      where (t2.h = any({«reference Observation subject Patient/1», «reference Observation patient Patient/1», «reference Observation performer Patient/1»}))
      and t2.sd = t1.sd
      and t2.rid = t1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- Encounter/1/Condition?
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, t1.sd as k1
    from tok t1
    where t1.h = «reference Condition encounter Encounter/1»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- ?_tag=vip
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select t1.rid, r2.lu as k1
    from tok t1
    join res r2 on r2.rid = t1.rid
    and t1.sd >= r2.sd
    and t1.sd <= r2.sd
    where t1.h = «code Resource _tag vip»
    and t1.sys >= 0) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- ?_type=Patient,Group&_id=1
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.lu as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = any({<Group>, <Patient>})
    and r1.id = any({'1'})) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

-- ?_type=Encounter,Invoice&status=finished
select r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body, array[p.k1::text] as keys
from (
  select s.*
  from (
    select r1.rid, r1.lu as k1
    from res r1
    where r1.op <> 'D'
    and r1.tid = any({<Encounter>, <Invoice>})
    and exists (
      select 1
      from tok t2
      where (t2.h = any({«code Encounter status finished», «code Invoice status finished»}))
      and t2.sd = r1.sd
      and t2.rid = r1.rid)) s
  order by s.k1 desc, s.rid desc
  limit 21) p
join res r on r.rid = p.rid
order by p.k1 desc, p.rid desc

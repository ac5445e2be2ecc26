/** The psychiatric unit, the emergency department, observation and the clinic. */
import type { Case } from './case.ts';
import { drugs } from './drugs.ts';

export const psychiatricCases: readonly Case[] = [
  {
    ...{ id: 'depression', icd: 'F33.2', diagnosis: 'Major depressive disorder, recurrent severe without psychotic features', complaint: 'thoughts of suicide' },
    ...{ service: 'psychiatry', specialty: 'psychiatrist', ages: [19, 76], stay: [5, 11] },
    history: ['{He} has not left the house for {days} weeks, sleeps three hours and lost interest in everything since {his} work ended.', '{He} told {his} sister of a plan to take tablets; no attempt this time.'],
    exam: ['Poor eye contact, speech slow, mood "empty", affect flat; thought linear, suicidal ideation with plan, no intent on the unit.', 'Oriented; insight fair, judgment limited.'],
    drugs: [drugs.acetaminophen],
    plan: ['Voluntary admission, checks every 15 minutes, group and individual therapy.', 'Family meeting; safety plan before discharge.'],
    days: ['Attended two groups, slept five hours.', 'Brighter, took part in the community meeting; ideation without plan.', 'Denies ideation, spoke with {his} sister about returning home.'],
    course: ['{His} mood lifted over the stay; at discharge {he} denied ideation and had a written safety plan.'],
    followUp: 'Outpatient psychiatry within 7 days; crisis line 988.',
  },
  {
    ...{ id: 'schizophrenia', icd: 'F20.9', diagnosis: 'Schizophrenia', complaint: 'hearing voices' },
    ...{ service: 'psychiatry', specialty: 'psychiatrist', ages: [20, 62], stay: [7, 14] },
    history: ['{He} stopped {his} medicine {days} weeks ago; voices now comment on what {he} does and {he} fears that neighbors listen through the wall.'],
    exam: ['Guarded, responding to internal stimuli, thought tangential, persecutory delusions; no ideation to harm.'],
    drugs: [drugs.acetaminophen],
    plan: ['Restart the previous antipsychotic, low-stimulus room, daily review of capacity.'],
    days: ['Voices quieter, still suspicious at night.', 'Ate with others; less guarded.', 'Talks about going back to {his} apartment.'],
    course: ['The voices faded on medicine and {he} agreed to a long-acting injection.'],
    followUp: 'Community mental health team visits within 3 days.',
  },
]; // biome-ignore format: sentences

export const emergencyCases: readonly Case[] = [
  ['sprain', 'S93.401A', 'Sprain of unspecified ligament of right ankle, initial encounter', '44465007', 'ankle injury', [9, 68], 'Rolled {his} ankle stepping off a curb {days} hours ago; could take four steps.', 'Swelling below the lateral malleolus, no bony tenderness at the posterior edge.', ['Ankle radiograph: no fracture.'], 'Rest, ice, brace and weight bearing as tolerated.', 'ibuprofen'],
  ['laceration', 'S51.811A', 'Laceration without foreign body of right forearm, initial encounter', '283371005', 'cut forearm', [7, 80], 'Cut on a broken glass {days} hours ago; tetanus within five years.', '4 cm clean laceration of the right forearm, tendons and sensation intact.', [], 'Irrigated, closed with five sutures under local anesthetic.', 'acetaminophen'],
  ['migraine', 'G43.909', 'Migraine, unspecified, not intractable, without status migrainosus', undefined, 'headache', [16, 60], 'Throbbing one-sided headache for {days} hours with nausea, like earlier ones.', 'Neurologic examination normal, neck supple, fundi sharp.', [], 'Better after fluids and medicine; no red flags.', 'naproxen'],
  ['sinusitis', 'J01.90', 'Acute sinusitis, unspecified', '75498004', 'facial pain', [12, 70], 'Congestion and facial pressure for {days} days, worse again after improving.', 'Tender over both maxillary sinuses, purulent discharge.', [], 'Antibiotic as symptoms worsened after a week.', 'amoxicillin'],
  ['chest-pain', 'R07.9', 'Chest pain, unspecified', undefined, 'chest pain', [28, 84], 'Sharp pain on the left side for {days} hours, worse on turning; no exertional symptoms.', 'Chest wall tender where {he} points; heart and lungs normal.', ['Electrocardiogram: sinus rhythm, no ischemia.', 'Chest radiograph: clear.'], 'Two troponins negative; pain of the chest wall most likely.', 'ibuprofen'],
  ['cystitis', 'N39.0', 'Urinary tract infection, site not specified', '38822007', 'burning urination', [17, 84], 'Burning and frequency for {days} days without fever or flank pain.', 'Abdomen soft with suprapubic tenderness, flanks not tender.', [], 'Uncomplicated infection; antibiotic by mouth.', 'cefuroxime'],
  ['concussion', 'S06.0X0A', 'Concussion without loss of consciousness, initial encounter', '62106007', 'head injury', [8, 70], 'Struck {his} head on a cabinet {days} hours ago; headache and one vomit, never unconscious.', 'Alert, GCS 15, no focal deficit, small hematoma of the scalp.', ['CT of the head: no hemorrhage.'], 'Observation at home with return precautions in writing.', 'acetaminophen'],
  ['asthma', 'J45.901', 'Unspecified asthma with (acute) exacerbation', undefined, 'wheezing', [6, 64], 'Cold for {days} days, rescue inhaler every two hours since last night.', 'Diffuse wheeze, speaking in sentences, saturation recovers after treatment.', [], 'Three nebulizer treatments and steroid; wheeze nearly gone.', 'prednisone'],
].map(([id, icd, diagnosis, snomed, complaint, ages, history, exam, imaging, plan, drug]) => ({
  ...{ id, icd, diagnosis, complaint, ages, imaging, service: 'emergency', specialty: 'emergency' },
  ...(snomed !== undefined && { snomed }),
  ...{ history: [history], exam: [exam], plan: [plan], drugs: [drugs[drug as keyof typeof drugs]] },
  followUp: 'Primary care within a week; back at once if worse.',
})) as unknown as readonly Case[]; // biome-ignore format: one row a case

export const observationCases: readonly Case[] = [
  ['syncope', 'R55', 'Syncope and collapse', 'fainting', [22, 90], 'Fainted on rising from dinner; out for less than a minute, no injury, back to normal at once.', 'Blood pressure falls by 24 on standing; heart sounds normal.', 'Telemetry overnight, fluids, orthostatic pressures in the morning.', 'Monitoring showed no arrhythmia and the pressures corrected with fluids.'],
  ['dehydration', 'E86.0', 'Dehydration', 'vomiting', [18, 92], 'Vomiting and loose stools for {days} days after a family meal; others were ill, too.', 'Dry tongue, abdomen soft, no blood.', 'Fluids overnight, electrolytes in the morning.', '{He} kept down breakfast and the electrolytes were normal.'],
  ['chest-pain-observation', 'R07.89', 'Other chest pain', 'chest pressure', [36, 82], 'Pressure for {days} hours at rest, gone on arrival; risk by pressure and smoking.', 'Examination normal.', 'Serial troponins and stress test.', 'Troponins stayed negative and the stress test was normal.'],
].map(([id, icd, diagnosis, complaint, ages, history, exam, plan, course]) => ({
  ...{ id, icd, diagnosis, complaint, ages, service: 'medicine', specialty: 'hospitalist', stay: [1, 1] },
  ...{ history: [history], exam: [exam], plan: [plan], course: [course], days: ['Resting, no new complaint.'] },
  ...{ drugs: [drugs.acetaminophen], followUp: 'Primary care in one week.' },
})) as unknown as readonly Case[]; // biome-ignore format: one row a case

const clinicRow = ([id, icd, diagnosis, snomed, complaint, ages, history, exam, plan, drug]: readonly unknown[]) =>
  ({
    ...{ id, icd, diagnosis, complaint, ages, service: 'primary-care', specialty: 'family' },
    ...(snomed !== undefined && { snomed }),
    ...{ history: [history], exam: [exam], plan: [plan], drugs: [drugs[drug as keyof typeof drugs]] },
    followUp: 'Return in three months, sooner if needed.',
  }) as unknown as Case;

export const clinicCases: readonly Case[] = [
  ['blood-pressure', 'I10', 'Essential (primary) hypertension', '38341003', 'blood pressure check', [35, 88], 'Home readings average 138/84; takes the tablets most days, no dizziness.', 'Heart regular, no edema.', 'Dose unchanged; home log for two weeks, less salt.', 'amlodipine'],
  ['diabetes', 'E11.9', 'Type 2 diabetes mellitus without complications', '44054006', 'diabetes follow-up', [36, 84], 'Checks sugar each morning, 120 to 160; walks half an hour on most days.', 'Feet: sensation intact to monofilament, pulses good.', 'A1c today, eye referral, continue metformin.', 'metformin'],
  ['lipids', 'E78.5', 'Hyperlipidemia, unspecified', '55822004', 'cholesterol', [40, 80], 'Tolerates the statin without muscle pain.', 'No xanthomas; heart regular.', 'Repeat lipids in six months.', 'simvastatin'],
  ['thyroid', 'E03.9', 'Hypothyroidism, unspecified', '83664006', 'thyroid follow-up', [28, 80], 'Energy better on the present dose; no palpitations.', 'Thyroid not enlarged, reflexes normal.', 'TSH today, same dose until then.', 'levothyroxine'],
  ['rhinitis', 'J30.2', 'Other seasonal allergic rhinitis', '367498001', 'sneezing and itchy eyes', [8, 60], 'Same weeks each year; worse when the windows are open.', 'Pale, swollen turbinates; lungs clear.', 'Antihistamine daily through the season.', 'loratadine'],
  ['gout', 'M10.9', 'Gout, unspecified', '90560007', 'painful toe', [38, 78], 'Third attack this year, right great toe, after a weekend of beer and shellfish.', 'Red, hot, tender first joint of the right foot.', 'Naproxen for the attack, allopurinol once quiet.', 'naproxen'],
].map(clinicRow); // biome-ignore format: one row a case

/** Of the Part 2 program. */
export const recoveryCases: readonly Case[] = [
  ['opioid', 'F11.20', 'Opioid dependence, uncomplicated', undefined, 'recovery visit', [20, 64], 'Five weeks without use; cravings in the evening, attends two groups a week.', 'Calm, pupils normal, no signs of withdrawal.', 'Weekly visits go on, urine screen today as agreed.', 'nicotine'],
  ['alcohol', 'F10.20', 'Alcohol dependence, uncomplicated', undefined, 'recovery visit', [24, 70], 'Two months sober; one lapse at a wedding, told the group.', 'No tremor, oriented, liver edge not felt.', 'Relapse plan reviewed; counselling weekly.', 'nicotine'],
].map((row) => ({ ...clinicRow(row), service: 'substance-use' })); // biome-ignore format: one row a case

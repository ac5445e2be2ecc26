/** What is operated on, in the hospital and for a day. */
import type { Case, Operation } from './case.ts';
import { drugs } from './drugs.ts';

const appendectomy: Operation = {
  ...{ code: '80146002', name: 'Appendectomy', specimen: 'appendix', anaesthesia: 'General endotracheal' },
  findings: ['Inflamed, non-perforated appendix with fibrinous exudate; no abscess.'],
  steps: ['Pneumoperitoneum was established through an umbilical port and two further ports were placed under vision.', 'The mesoappendix was divided with the energy device and the base stapled across.', 'The appendix was removed in a bag; hemostasis was confirmed.'],
  ...{ bloodLoss: [5, 30], minutes: [38, 80] },
}; // biome-ignore format: sentences

const cholecystectomy: Operation = {
  ...{ code: '45595009', name: 'Laparoscopic cholecystectomy', specimen: 'gallbladder', anaesthesia: 'General endotracheal' },
  findings: ['Distended gallbladder with a thick wall and multiple stones; anatomy clear.'],
  steps: ['The critical view of safety was obtained before the cystic duct and artery were clipped and divided.', 'The gallbladder was dissected off the liver bed and removed in a bag.', 'The bed was dry; no bile was seen.'],
  ...{ bloodLoss: [5, 50], minutes: [45, 95] },
}; // biome-ignore format: sentences

const knee: Operation = {
  ...{ code: '609588000', name: 'Total knee replacement', sided: true, anaesthesia: 'Spinal with sedation' },
  findings: ['Loss of cartilage in all three compartments, varus alignment of 8 degrees.'],
  steps: ['A midline incision with medial parapatellar approach was made under tourniquet.', 'Femoral and tibial cuts were made with guides, gaps balanced, trial components seated.', 'Final components were cemented; the knee was stable from 0 to 120 degrees.'],
  ...{ bloodLoss: [80, 250], minutes: [75, 130] },
}; // biome-ignore format: sentences

const hip: Operation = {
  ...{ code: '52734007', name: 'Total hip replacement', sided: true, specimen: 'femoral head', anaesthesia: 'Spinal with sedation' },
  findings: ['Displaced fracture of the femoral neck; head osteoporotic.'],
  steps: ['A posterolateral approach was made and the short rotators were tagged.', 'The head was removed, the socket reamed and a press-fit cup placed.', 'A cemented stem was seated; leg length and stability were checked.'],
  ...{ bloodLoss: [150, 400], minutes: [70, 120] },
}; // biome-ignore format: sentences

const colectomy: Operation = {
  ...{ code: '43075005', name: 'Partial resection of colon', specimen: 'right colon with tumor', anaesthesia: 'General endotracheal' },
  findings: ['Tumor of the ascending colon without spread to liver or peritoneum.'],
  steps: ['The right colon was mobilized and the ileocolic vessels were divided at their origin.', 'A side-to-side stapled anastomosis was made and the defect closed.', 'Counts were correct twice.'],
  ...{ bloodLoss: [50, 250], minutes: [110, 200] },
}; // biome-ignore format: sentences

const cesarean: Operation = {
  ...{ code: '11466000', name: 'Cesarean section', specimen: 'placenta', anaesthesia: 'Spinal' },
  findings: ['Live infant in cephalic presentation, clear fluid, normal uterus, tubes and ovaries.'],
  steps: ['A low transverse incision was made in the lower segment and the infant delivered without difficulty.', 'The placenta was delivered whole, the uterus closed in two layers.', 'Uterine tone was good with oxytocin.'],
  ...{ bloodLoss: [450, 850], minutes: [38, 70] },
}; // biome-ignore format: sentences

const colonoscopy: Operation = {
  ...{ code: '73761001', name: 'Colonoscopy', specimen: 'polyp of the sigmoid colon', anaesthesia: 'Monitored anesthesia care' },
  findings: ['One 8 mm sessile polyp of the sigmoid colon; otherwise normal to the cecum.'],
  steps: ['The scope was passed to the cecum, seen by the appendiceal orifice and the valve.', 'The polyp was removed by cold snare and retrieved.'],
  ...{ bloodLoss: [0, 5], minutes: [18, 40] },
}; // biome-ignore format: sentences

const postoperative = [
  'Pain controlled on tablets, passing gas.',
  'Incision clean and dry, out of bed three times.',
  'Tolerating a regular diet, drain not needed.',
];

export const surgicalCases: readonly Case[] = [
  {
    ...{ id: 'appendicitis', icd: 'K35.80', diagnosis: 'Acute appendicitis', snomed: '74400008', complaint: 'pain in the right lower abdomen' },
    ...{ service: 'surgery', specialty: 'surgeon', ages: [12, 60], stay: [1, 3], operation: appendectomy },
    history: ['The pain began around the navel {days} days ago and moved to the right lower side, with loss of appetite and vomiting once.'],
    exam: ['Tender with guarding at the right lower quadrant, rebound present, Rovsing sign positive.'],
    ...{ vitals: { temperature: 38.1, pulse: 96 }, results: { leukocytes: [15.2, 9.1] } },
    imaging: ['CT of the abdomen: appendix 11 mm with fat stranding, no abscess.'],
    drugs: [drugs.acetaminophen, drugs.oxycodone],
    plan: ['To the operating room today; antibiotics before incision.'],
    days: postoperative,
    course: ['The operation went without complication; {he} ate on the first day.'],
    followUp: 'Surgical clinic in 2 weeks; no lifting over 10 pounds for 4 weeks.',
  },
  {
    ...{ id: 'gallstones', icd: 'K80.00', diagnosis: 'Calculus of gallbladder with acute cholecystitis', complaint: 'pain under the right ribs' },
    ...{ service: 'surgery', specialty: 'surgeon', ages: [28, 78], stay: [1, 4], operation: cholecystectomy },
    history: ['Pain after fatty meals for months; this attack has lasted {days} days with nausea and fever.'],
    exam: ['Murphy sign positive. No jaundice.'],
    ...{ vitals: { temperature: 38, pulse: 92 }, results: { leukocytes: [13.7, 9.4], bilirubin: [1.6, 0.9], alanine: [72, 44] } },
    imaging: ['Ultrasound: stones, wall 6 mm, pericholecystic fluid; duct 5 mm.'],
    drugs: [drugs.acetaminophen, drugs.oxycodone],
    plan: ['Antibiotics, nothing by mouth, laparoscopic cholecystectomy.'],
    days: postoperative,
    course: ['{He} had a laparoscopic cholecystectomy without complication.'],
    followUp: 'Surgical clinic in 2 weeks; low-fat diet as tolerated.',
  },
  {
    ...{ id: 'knee', icd: 'M17.11', diagnosis: 'Osteoarthritis of right knee', snomed: '239873007', complaint: 'knee pain' },
    ...{ service: 'orthopaedics', specialty: 'orthopaedist', ages: [54, 84], stay: [1, 3], operation: knee },
    history: ['Pain for years, now at rest and at night; injections and therapy no longer help.', '{He} walks one block with a cane.'],
    exam: ['Right knee: varus, effusion, 5 to 95 degrees, stable. Pulses palpable.'],
    drugs: [drugs.acetaminophen, drugs.oxycodone, drugs.aspirin],
    plan: ['Elective total knee replacement on the right; therapy on the day of surgery.'],
    days: ['Walked 40 feet with a walker. Flexion to 70 degrees.', 'Straight leg raise without help; dressing dry.', 'Stairs done with therapy.'],
    course: ['Therapy began on the day of surgery; {he} met all goals for going home.'],
    followUp: 'Orthopedic clinic in 2 weeks for staples; aspirin for 30 days.',
  },
  {
    ...{ id: 'hip', icd: 'S72.001A', diagnosis: 'Fracture of neck of right femur, initial encounter for closed fracture', snomed: '359817006', complaint: 'hip pain after a fall' },
    ...{ service: 'orthopaedics', specialty: 'orthopaedist', ages: [66, 97], stay: [4, 8], operation: hip },
    history: ['{He} tripped over a rug at home and could not stand; {he} lay on the floor for about {days} hours.', 'No loss of consciousness.'],
    exam: ['Right leg shortened and externally rotated; distal pulses and sensation intact.'],
    ...{ vitals: { pulse: 92, systolic: 142 }, results: { hemoglobin: [10.8, 9.9], hematocrit: [32.1, 29.8], urea: [26, 20] } },
    imaging: ['Pelvis radiograph: displaced fracture of the right femoral neck.'],
    drugs: [drugs.acetaminophen, drugs.oxycodone, drugs.aspirin],
    plan: ['Operation within 24 hours; nerve block; bone health work-up.'],
    days: ['Oriented, block working, out of bed with two people.', 'Hemoglobin stable, no transfusion.', 'Walker with one person; rehabilitation accepts.'],
    course: ['The hip was replaced on the day after admission; there was no delirium.'],
    consult: { of: 'hospitalist', why: 'medical clearance before hip surgery', advice: ['Acceptable risk, no further testing should delay surgery.', 'Hold anticoagulation; watch for delirium and retention.'] },
    followUp: 'Orthopedic clinic in 2 weeks; bone density treatment.',
  },
  {
    ...{ id: 'colon-cancer', icd: 'C18.2', diagnosis: 'Malignant neoplasm of ascending colon', snomed: '363406005', complaint: 'anemia and weight loss' },
    ...{ service: 'surgery', specialty: 'surgeon', ages: [48, 86], stay: [4, 8], operation: colectomy },
    history: ['Iron deficiency was found {days} months ago; colonoscopy showed a mass of the ascending colon.', '{He} lost 12 pounds this year.'],
    exam: ['Thin. Fullness in the right abdomen, no ascites, no palpable nodes.'],
    results: { hemoglobin: [9.4, 9.8], hematocrit: [29, 30] },
    imaging: ['CT of chest, abdomen and pelvis: mass of the ascending colon, no metastases.'],
    drugs: [drugs.acetaminophen, drugs.oxycodone, drugs.iron],
    plan: ['Right colectomy with the early recovery pathway.'],
    days: ['Clear liquids, belly soft, walked twice.', 'Passed gas and stool. Catheter out.', 'Regular diet, pain 2/10.'],
    course: ['Bowel function returned on the third day; the pathology was pending at discharge.'],
    followUp: 'Surgical clinic in 10 days, oncology in 3 weeks with the pathology.',
  },
  {
    ...{ id: 'cesarean', icd: 'O82', diagnosis: 'Encounter for cesarean delivery without indication', snomed: '72892002', complaint: 'planned cesarean at term' },
    ...{ service: 'obstetrics', specialty: 'obstetrician', ages: [21, 42], sex: 'female', stay: [2, 4], operation: cesarean },
    history: ['Second pregnancy at 39 weeks with a prior cesarean; she wishes a repeat.', 'Prenatal course without complication.'],
    exam: ['Fundus at term, fetal heart 142, cervix closed.'],
    results: { hemoglobin: [11.6, 10.2] },
    drugs: [drugs.acetaminophen, drugs.ibuprofen, drugs.iron],
    plan: ['Repeat cesarean today; early mobilization; lactation support.'],
    days: ['Fundus firm, lochia scant, nursing well.', 'Incision clean. Up in the room.', 'Ready for home, newborn rooming in.'],
    course: ['Mother and infant did well; she nursed from the first hours.'],
    followUp: 'Obstetric clinic in 2 and 6 weeks.',
  },
]; // biome-ignore format: sentences

/** Operations after which one goes home the same day. */
export const dayCases: readonly Case[] = [
  ...surgicalCases.filter(({ id }) => id === 'gallstones').map((one) => ({ ...one, id: 'gallstones-day', icd: 'K80.20', diagnosis: 'Calculus of gallbladder without cholecystitis', history: ['Pain after fatty meals for {days} months, no fever and no jaundice.'], exam: ['Abdomen soft, Murphy sign negative.'], vitals: {}, results: {} })),
  {
    ...{ id: 'polyp', icd: 'K63.5', diagnosis: 'Polyp of colon', snomed: '68496003', complaint: 'screening colonoscopy' },
    ...{ service: 'surgery', specialty: 'surgeon', ages: [45, 80], operation: colonoscopy },
    history: ['Screening at the usual age; no bleeding, no change of habit. Preparation finished at {days} in the morning.'],
    exam: ['Abdomen soft. Heart and lungs without findings.'],
    drugs: [drugs.acetaminophen],
    plan: ['Colonoscopy with polypectomy as needed.'],
    followUp: 'Pathology by letter; next colonoscopy by its result.',
  },
]; // biome-ignore format: sentences

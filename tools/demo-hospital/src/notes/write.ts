/** The notes by type: each a few paragraphs over the facts of the chart. */
import { type Result, resultText, vitalsText } from '../cases/results.ts';
import type { Chart, ChartProcedure } from '../chart/chart.ts';
import { dateOf, dayNoted, noted } from '../clock.ts';
import type { Random } from '../random.ts';
import { all, allergyText, filled, homeDrugs, numbered, pastHistory, sections, whoIs } from './phrases.ts';

export interface About {
  readonly chart: Chart;
  readonly random: Random;
  readonly at: number;
  /** The operation it is about. */
  readonly procedure?: ChartProcedure;
  /** Which day of the stay, from 1. */
  readonly day?: number;
}

type Write = (about: About) => string;

const nearest = ({ chart, at }: About) => [...chart.measured].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));

const vitalsNear = (about: About) => {
  const vitals = nearest(about).find((one) => one.vitals)?.vitals;
  return vitals && vitalsText(vitals);
};

const resultsNear = (about: About): string | undefined => {
  const results = nearest(about).find((one) => one.results && one.at <= about.at + 7_200_000)?.results;
  return results && `${listed(results)}.`;
};

const listed = (results: readonly Result[]) => results.map(resultText).join(', ');

const history: Write = (about) => {
  const { chart, random } = about;
  const { matter } = chart;
  return sections([
    ['CHIEF COMPLAINT', `${matter.complaint[0]?.toUpperCase()}${matter.complaint.slice(1)}.`],
    ['HISTORY OF PRESENT ILLNESS', `${chart.person.name} is a ${whoIs(chart)} who presents with ${matter.complaint}. ${all(matter.history, chart)}`],
    ['PAST MEDICAL HISTORY', pastHistory(chart)],
    ['MEDICATIONS AT HOME', homeDrugs(chart)],
    ['ALLERGIES', `${allergyText(chart)}.`],
    ['SOCIAL HISTORY', random.one(['Lives with family, retired.', 'Lives alone in a house with stairs; a neighbor helps with shopping.', 'Works full time; never smoked; alcohol on weekends.', 'Former smoker, quit ten years ago.'])],
    ['REVIEW OF SYSTEMS', 'As above; all other systems were asked for and are negative.'],
    ['PHYSICAL EXAMINATION', `${vitalsNear(about) ?? ''}\n${all(matter.exam, chart)}`],
    ['DATA', [resultsNear(about), ...(matter.imaging ?? [])].filter(Boolean).join('\n')],
    ['ASSESSMENT AND PLAN', `${matter.diagnosis}.\n${numbered(matter.plan.map((line) => filled(line, chart)))}`],
  ]);
}; // biome-ignore format: one paragraph a line

const progress: Write = (about) => {
  const { chart, random, day = 2 } = about;
  const says = chart.matter.days ?? ['No new complaint.'];
  return sections([
    ['SUBJECTIVE', `Hospital day ${day}. ${filled(says[(day - 2) % says.length] ?? says[0]!, chart)}`],
    ['OBJECTIVE', [vitalsNear(about), resultsNear(about)].filter(Boolean).join('\n')],
    ['ASSESSMENT', `${chart.matter.diagnosis}, ${random.one(['improving', 'as expected for the day', 'slowly better', 'stable'])}.`],
    ['PLAN', numbered([filled(random.one(chart.matter.plan), chart), `${random.one(['Mobilize with nursing', 'Review tubes and lines daily', 'Talk with the family this afternoon', 'Discharge planning with case management'])} (day ${day}).`])],
  ]);
}; // biome-ignore format: one paragraph a line

const summary: Write = (about) => {
  const { chart, random } = about;
  const { matter, discharged, admitted, disposition } = chart;
  const where = { home: 'Home', snf: 'Skilled nursing facility', rehab: 'Inpatient rehabilitation', hosp: 'Transfer to another acute hospital', aadvice: 'Left against medical advice', exp: 'Expired' };
  const operations = chart.procedures.filter(({ kind }) => kind === 'surgery');
  return sections([
    ['DATES', `Admitted ${dayNoted(dateOf(admitted))}, discharged ${dayNoted(dateOf(discharged ?? about.at))}.`],
    ['PRINCIPAL DIAGNOSIS', `${matter.diagnosis}.`],
    ['SECONDARY DIAGNOSES', pastHistory(chart)],
    ['PROCEDURES', operations.map(({ name, side, from }) => `${name}${side ? `, ${side}` : ''} (${dayNoted(dateOf(from))})`).join('\n')],
    ['HOSPITAL COURSE', `${chart.person.name} is a ${whoIs(chart)} who came with ${matter.complaint}. ${all(matter.course ?? ['{He} improved with treatment.'], chart)}`],
    ['RESULTS AT DISCHARGE', resultsNear(about)],
    ['CONDITION', disposition === 'exp' ? 'Deceased.' : random.one(['Stable, walking as before.', 'Improved, eating and drinking.', 'Good.'])],
    ['DISPOSITION', `${where[disposition ?? 'home']}.`],
    ['MEDICATIONS', disposition === 'exp' ? undefined : matter.drugs.map(({ name, sig }) => `${name}: ${sig}`).join('\n')],
    ['FOLLOW-UP', disposition === 'exp' ? undefined : matter.followUp],
  ]);
}; // biome-ignore format: one paragraph a line

const instructions: Write = ({ chart }) =>
  sections([
    ['WHY YOU WERE HERE', `You were treated for: ${chart.matter.diagnosis}.`],
    ['YOUR MEDICINES', chart.matter.drugs.map(({ name, sig }) => `- ${name}: ${sig}`).join('\n')],
    ['NEXT VISITS', chart.matter.followUp],
    ['CALL US OR COME BACK WHEN', 'Fever above 38.5 C, trouble breathing, pain that medicine does not help, bleeding, or anything that worries you.'],
    ['UNDERSTOOD', 'These instructions were read with the patient, who repeated them in own words.'],
  ]); // biome-ignore format: one paragraph a line

const consultation: Write = (about) => {
  const { chart } = about;
  const consult = chart.matter.consult ?? { why: chart.matter.complaint, advice: ['No change of treatment.'] };
  return sections([
    ['REASON FOR CONSULTATION', `Asked by ${chart.attending.name} about ${consult.why}.`],
    ['HISTORY', `${whoIs(chart)} in for ${chart.matter.diagnosis.toLowerCase()}. ${all(chart.matter.history.slice(0, 1), chart)}`],
    ['EXAMINATION', `${vitalsNear(about) ?? ''}\n${all(chart.matter.exam, chart)}`],
    ['IMPRESSION AND ADVICE', numbered(consult.advice)],
    ['', 'Thank you for letting us share in the care of this patient.'],
  ]).replace(':\nThank', 'Thank');
}; // biome-ignore format: one paragraph a line

const emergency: Write = (about) => {
  const { chart, random } = about;
  const { matter } = chart;
  return sections([
    ['ARRIVAL', `${noted(chart.admitted)}, ${random.one(['on foot', 'by private car', 'by ambulance'])}. Triage level ${random.whole(2, 4)}.`],
    ['HISTORY', `${whoIs(chart)} with ${matter.complaint}. ${all(matter.history, chart)}`],
    ['PAST HISTORY AND ALLERGIES', `${pastHistory(chart)} ${allergyText(chart)}.`],
    ['EXAMINATION', `${vitalsNear(about) ?? ''}\n${all(matter.exam, chart)}`],
    ['RESULTS', [resultsNear(about), ...(matter.imaging ?? [])].filter(Boolean).join('\n')],
    ['MEDICAL DECISION MAKING', all(matter.plan, chart)],
    ['DIAGNOSIS', `${matter.diagnosis}.`],
    ['DISPOSITION', chart.kind === 'emergency' ? `Home. ${matter.followUp}` : 'Admitted to the hospital.'],
  ]);
}; // biome-ignore format: one paragraph a line

const sideText = (procedure: ChartProcedure | undefined) => (procedure?.side ? `${procedure.side} ` : '');

const operative: Write = ({ chart, random, procedure }) => {
  const operation = chart.matter.operation!;
  return sections([
    ['PREOPERATIVE DIAGNOSIS', `${chart.matter.diagnosis}.`],
    ['POSTOPERATIVE DIAGNOSIS', 'Same.'],
    ['OPERATION', `${sideText(procedure)}${operation.name}`.replace(/^./, (first) => first.toUpperCase())],
    ['SURGEON', procedure?.by.name],
    ['ANESTHESIA', `${operation.anaesthesia}.`],
    ['FINDINGS', operation.findings.join(' ')],
    ['DESCRIPTION', `The patient was identified, the site marked and a time-out held. ${operation.steps.join(' ')} The patient went to recovery in stable condition.`],
    ['ESTIMATED BLOOD LOSS', `${random.whole(...operation.bloodLoss)} mL.`],
    ['SPECIMENS', operation.specimen ? `${operation.specimen}, to pathology.` : 'None.'],
    ['COMPLICATIONS', 'None.'],
  ]);
}; // biome-ignore format: one paragraph a line

const brief: Write = ({ chart, random, procedure }) => {
  const operation = chart.matter.operation!;
  return `${procedure?.by.name}: ${sideText(procedure)}${operation.name} under ${operation.anaesthesia.toLowerCase()}. Findings: ${operation.findings[0]} EBL ${random.whole(...operation.bloodLoss)} mL. Specimen: ${operation.specimen ?? 'none'}. No complication. Condition stable, to recovery.`;
};

const before: Write = (about) =>
  sections([
    ['EVALUATION', `${whoIs(about.chart)} for ${about.chart.matter.operation?.name}. ${pastHistory(about.chart)} ${allergyText(about.chart)}.`],
    ['AIRWAY AND STATUS', `Mallampati ${about.random.whole(1, 3)}, ASA ${about.random.whole(1, 3)}. ${vitalsNear(about) ?? ''}`],
    ['PLAN', `${about.chart.matter.operation?.anaesthesia}; risks explained, questions answered, patient agrees. Nothing by mouth since midnight.`],
  ]); // biome-ignore format: one paragraph a line

const during: Write = ({ chart, procedure }) =>
  sections([
    ['ANESTHESIA', `${chart.matter.operation?.anaesthesia}. Start ${noted(procedure?.from ?? chart.admitted)}, end ${noted(procedure?.until ?? chart.admitted)}.`],
    ['COURSE', 'Standard monitors. Induction and maintenance without event; pressures within 20 % of baseline, normothermic. Fluids 900 mL.'],
  ]); // biome-ignore format: one paragraph a line

const after: Write = (about) =>
  `Seen ${noted(about.at)} after ${about.chart.matter.operation?.name}. Awake, airway patent, ${vitalsNear(about) ?? 'vital signs stable'}. Pain ${about.random.whole(1, 4)}/10, no nausea. No complication of anesthesia.`;

const psychiatric: Write = (about) => {
  const { chart } = about;
  return sections([
    ['IDENTIFICATION', `${chart.person.name}, ${whoIs(chart)}, admitted voluntarily.`],
    ['REASON FOR ADMISSION', `${chart.matter.complaint}. ${all(chart.matter.history, chart)}`],
    ['PSYCHIATRIC AND MEDICAL HISTORY', `One earlier admission. ${pastHistory(chart)} ${allergyText(chart)}.`],
    ['MENTAL STATUS', all(chart.matter.exam, chart)],
    ['RISK', 'Checks as ordered; no access to means on the unit. Strengths: accepts help, family near.'],
    ['DIAGNOSIS AND PLAN', `${chart.matter.diagnosis}.\n${numbered(chart.matter.plan.map((line) => filled(line, chart)))}`],
  ]);
}; // biome-ignore format: one paragraph a line

const pathology: Write = ({ chart, random }) => {
  const what = chart.matter.operation?.specimen ?? 'tissue';
  return sections([
    ['SPECIMEN', `${what}, received in formalin.`],
    ['GROSS DESCRIPTION', `${what}, ${random.whole(2, 14)} cm in largest dimension, sectioned and submitted in ${random.whole(2, 8)} cassettes.`],
    ['DIAGNOSIS', `${what}: ${random.one(['consistent with the clinical diagnosis', 'findings as clinically suspected'])}, margins free where present.`],
  ]);
}; // biome-ignore format: one paragraph a line

const death: Write = ({ chart, at }) =>
  sections([
    ['DEATH NOTE', `Called to the bedside of this ${whoIs(chart)}. No pulse, no breath sounds for two minutes, pupils fixed. Time of death ${noted(at)}.`],
    ['CAUSE', `${chart.matter.diagnosis}.`],
    ['NOTIFIED', 'Family at the bedside; organ procurement and coroner informed as required.'],
  ]); // biome-ignore format: one paragraph a line

const form =
  (text: string): Write =>
  ({ chart, at }) =>
    `${filled(text, chart)}\n\nExplained to ${chart.person.name} on ${noted(at)}. Signature on file.`;

export const writers: Readonly<Record<string, Write>> = {
  'history-and-physical': history,
  'progress-note': progress,
  'discharge-summary': summary,
  'discharge-instructions': instructions,
  'consultation-report': consultation,
  'emergency-record': emergency,
  'operative-report': operative,
  'brief-operative-note': brief,
  'pre-anaesthesia-evaluation': before,
  'anaesthesia-record': during,
  'post-anaesthesia-evaluation': after,
  'psychiatric-evaluation': psychiatric,
  'pathology-report': pathology,
  'death-note': death,
  'history-and-physical-update': ({ chart }) => `The history and physical of the last 30 days was read and the patient examined again. No change that matters for ${chart.matter.operation?.name ?? 'the admission'}.`,
  'autopsy-report': ({ chart }) => `Post-mortem examination with consent of the family. Findings in keeping with ${chart.matter.diagnosis.toLowerCase()}.`,
  'restraint-face-to-face': ({ chart, at }) => `Seen face to face at ${noted(at)}. ${whoIs(chart)} pulling at lines; redirection and a sitter failed. Circulation and skin intact. Soft wrist restraint continues, shortest time possible.`,
  'certification-of-need': ({ chart }) => `I certify that inpatient services were necessary for ${chart.matter.diagnosis.toLowerCase()}, and that the expected stay is longer than 20 days.`,
  'advance-directive': form('Asked about advance directives. The patient has none at this time and was given written information.'),
  'important-message-from-medicare': form('An Important Message from Medicare about your rights: you have the right to appeal your discharge.'),
  'observation-notice': form('Medicare Outpatient Observation Notice: you are an outpatient receiving observation services; this may change what you pay.'),
  consent: ({ chart, at }) => `Consent to ${chart.matter.operation?.name ?? 'treatment'}. Purpose, risks (bleeding, infection, injury of neighboring organs), benefits and alternatives were explained by the surgeon. Signed by ${chart.person.name} and a witness, ${noted(at)}.`,
  'transfer-form': ({ chart, at }) => `Transfer for ${chart.matter.diagnosis.toLowerCase()}; accepted by the receiving physician, report given nurse to nurse, copies of the record sent. Condition stable for transport, ${noted(at)}.`,
  'against-advice-form': ({ chart, at }) => `${chart.person.name} leaves against medical advice. Risks, up to death, were explained; the patient can decide and signed, ${noted(at)}.`,
}; // biome-ignore format: one paragraph a line

/** What a visit to the clinic is written up as. */
export const clinicNote: Write = (about) => {
  const { chart } = about;
  const place = chart.telehealth.length > 0 ? video(chart) : undefined;
  return sections([
    ['VISIT', place],
    ['SUBJECTIVE', `${whoIs(chart)} for ${chart.matter.complaint}. ${all(chart.matter.history, chart)}`],
    ['OBJECTIVE', [vitalsNear(about), all(chart.matter.exam, chart), resultsNear(about)].filter(Boolean).join('\n')],
    ['ASSESSMENT AND PLAN', `${chart.matter.diagnosis}. ${all(chart.matter.plan, chart)} ${chart.matter.followUp}`],
  ]);
}; // biome-ignore format: one paragraph a line

function video({ telehealth, person }: Chart): string {
  const says = {
    place: `Patient at home in ${person.place.city}, clinician at the clinic.`,
    consent: 'Patient agreed to a visit by video.',
    modality: 'Live two-way audio and video.',
  };
  return telehealth.map((element) => says[element]).join(' ');
}

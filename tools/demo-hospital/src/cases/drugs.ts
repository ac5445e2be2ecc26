/** Medicines by RxNorm: https://www.nlm.nih.gov/research/umls/rxnorm/ */
import type { Drug } from './case.ts';

const drug = (rxnorm: string, name: string, sig: string): Drug => ({ rxnorm, name, sig });

export const drugs = {
  acetaminophen: drug('313782', 'Acetaminophen 325 MG Oral Tablet', '650 mg by mouth every 6 hours as needed for pain or fever'),
  albuterol: drug('745679', '200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler', '2 puffs every 4 hours as needed for wheezing'),
  allopurinol: drug('197319', 'Allopurinol 100 MG Oral Tablet', '100 mg by mouth daily'),
  alteplase: drug('1804799', 'Alteplase 100 MG Injection', 'per stroke protocol, once'),
  amlodipine: drug('197361', 'Amlodipine 5 MG Oral Tablet', '5 mg by mouth daily'),
  amoxiclav: drug('562251', 'Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet', '2 tablets by mouth every 8 hours for 7 days'),
  amoxicillin: drug('308192', 'Amoxicillin 500 MG Oral Tablet', '500 mg by mouth three times daily for 10 days'),
  aspirin: drug('243670', 'Aspirin 81 MG Oral Tablet', '81 mg by mouth daily'),
  atorvastatin: drug('259255', 'Atorvastatin 80 MG Oral Tablet', '80 mg by mouth at bedtime'),
  cefuroxime: drug('309097', 'Cefuroxime 250 MG Oral Tablet', '500 mg by mouth twice daily for 7 days'),
  clopidogrel: drug('309362', 'Clopidogrel 75 MG Oral Tablet', '75 mg by mouth daily'),
  digoxin: drug('197604', 'Digoxin 0.125 MG Oral Tablet', '0.125 mg by mouth daily'),
  furosemide: drug('1719286', '10 ML Furosemide 10 MG/ML Injection', '40 mg IV twice daily'),
  hydrochlorothiazide: drug('316049', 'Hydrochlorothiazide 25 MG', '25 mg by mouth daily'),
  ibuprofen: drug('310965', 'Ibuprofen 200 MG Oral Tablet', '400 mg by mouth every 6 hours as needed with food'),
  insulin: drug('106892', 'insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML Injectable Suspension [Humulin]', '18 units subcutaneously before breakfast, 10 units before supper'),
  iron: drug('310325', 'ferrous sulfate 325 MG Oral Tablet', '325 mg by mouth daily'),
  levothyroxine: drug('966222', 'Levothyroxine Sodium 0.075 MG Oral Tablet', '75 micrograms by mouth daily before breakfast'),
  loratadine: drug('311372', 'Loratadine 10 MG Oral Tablet', '10 mg by mouth daily'),
  metformin: drug('860975', '24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet', '1,000 mg by mouth with supper'),
  metoprolol: drug('866414', '24 HR metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]', '100 mg by mouth daily'),
  naproxen: drug('198014', 'Naproxen 500 MG Oral Tablet', '500 mg by mouth twice daily with food for 10 days'),
  nicotine: drug('198031', '24hr nicotine transdermal patch', '1 patch daily'),
  nitroglycerin: drug('705129', 'Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray', '1 spray under the tongue as needed for chest pain'),
  oxycodone: drug('1049221', 'Acetaminophen 325 MG / oxyCODONE Hydrochloride 5 MG Oral Tablet', '1 tablet by mouth every 6 hours as needed for severe pain'),
  phenazopyridine: drug('1094107', 'Phenazopyridine hydrochloride 100 MG Oral Tablet', '100 mg by mouth three times daily for 2 days'),
  prednisone: drug('312617', 'predniSONE 5 MG Oral Tablet', '40 mg by mouth daily for 5 days'),
  salmeterol: drug('896209', '60 ACTUAT Fluticasone propionate 0.25 MG/ACTUAT / salmeterol 0.05 MG/ACTUAT Dry Powder Inhaler', '1 inhalation twice daily'),
  simvastatin: drug('312961', 'Simvastatin 20 MG Oral Tablet', '20 mg by mouth at bedtime'),
  warfarin: drug('855332', 'Warfarin Sodium 5 MG Oral Tablet', '5 mg by mouth daily, dose by INR'),
} as const satisfies Record<string, Drug>; // biome-ignore format: one table

export type DrugName = keyof typeof drugs;

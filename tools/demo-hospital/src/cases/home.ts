/** What people have besides what brings them: conditions with the medicine they take for it. */
import { type DrugName, drugs } from './drugs.ts';

const condition = (
  [icd, snomed]: readonly [icd: string, snomed: string | undefined],
  name: string,
  [drug, from]: readonly [drug: DrugName, from: number],
) => ({
  ...{ icd, snomed, name, from },
  drug: drugs[drug],
});

export type HomeCondition = ReturnType<typeof condition>;

/** `from`: the age at which it begins to be seen. */
export const homeConditions = [
  condition(['I10', '38341003'], 'Hypertension', ['amlodipine', 35]),
  condition(['E11.9', '44054006'], 'Type 2 diabetes mellitus', ['metformin', 38]),
  condition(['E78.5', '55822004'], 'Hyperlipidemia', ['simvastatin', 40]),
  condition(['I48.91', '49436004'], 'Atrial fibrillation', ['warfarin', 62]),
  condition(['I25.10', '53741008'], 'Coronary artery disease', ['aspirin', 52]),
  condition(['E03.9', '83664006'], 'Hypothyroidism', ['levothyroxine', 30]),
  condition(['M10.9', '90560007'], 'Gout', ['allopurinol', 45]),
  condition(['J45.909', undefined], 'Asthma', ['albuterol', 6]),
  condition(['J30.2', '367498001'], 'Seasonal allergic rhinitis', ['loratadine', 8]),
  condition(['D64.9', '271737000'], 'Anemia', ['iron', 25]),
  condition(['M17.0', '239873007'], 'Osteoarthritis of both knees', ['acetaminophen', 55]),
] as const;

export const allergies = [
  ['Penicillin', 'hives'],
  ['Sulfonamides', 'rash'],
  ['Latex', 'contact dermatitis'],
  ['Codeine', 'nausea and vomiting'],
  ['Peanut', 'swelling of the lips'],
] as const;

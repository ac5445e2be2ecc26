/** Why our rules ask for something, in Spanish, by what they say in English; a rule that is not here, such as a hospital's own, is told as it was written. */
export const explanationsEs: Readonly<Record<string, string>> = {
  'The stay is an inpatient stay by this order. Since October 2018 a missing one alone no longer refuses payment, but the stay has to be shown otherwise.':
    'La estancia es de hospitalización por esta orden. Desde octubre de 2018 su falta no basta para negar el pago, pero la estancia hay que probarla de otro modo.',
  'It says who decides when the patient cannot.': 'Dice quién decide cuando el paciente no puede.',
  'It shows that the risks were told.': 'Muestra que se explicaron los riesgos.',
  'What was given and how the patient bore it.': 'Qué se administró y cómo lo toleró el paciente.',
  'It closes the question that was asked.': 'Cierra la pregunta que se hizo.',
  'The recovery room has to know what was done.': 'En reanimación tienen que saber qué se hizo.',
  'Medicare pays outliers and long stays only when a physician certified them in time.':
    'Medicare paga los casos extremos y las estancias largas solo si un médico las certificó a tiempo.',
  'A wrong side in the record becomes a wrong side in the next operation.':
    'Un lado equivocado en la historia es un lado equivocado en la próxima operación.',
  'Whoever asked waits for the answer.': 'Quien preguntó espera la respuesta.',
  'Copied text carries old findings forward as if they were new.':
    'El texto copiado arrastra hallazgos viejos como si fueran nuevos.',
  'The outcome of the stay belongs into the record.': 'El desenlace de la estancia debe constar en la historia.',
  'Nobody reads a recording.': 'Nadie lee una grabación.',
  'The patient has to know what to take and when to come back.':
    'El paciente tiene que saber qué tomar y cuándo volver.',
  'Whoever treats the patient next depends on it.': 'De ello depende quien trate después al paciente.',
  'Who sees the patient next needs to know what was done.':
    'Quien vea después al paciente tiene que saber qué se hizo.',
  'Who takes over, and who operates, rests on it. After discharge it must not be written any more.':
    'En ella se apoyan quien continúa y quien opera. Después del alta ya no se debe escribir.',
  'Who operates rests on it.': 'En ella se apoya quien opera.',
  'Part 485 asks for pertinent history and physical examination, and names no hour.':
    'La parte 485 pide historia y exploración pertinentes, y no fija ninguna hora.',
  'The text that held for stays before 26 January 2007.':
    'El texto vigente para estancias anteriores al 26 de enero de 2007.',
  'What changed since the history was taken has to be known before surgery.':
    'Antes de operar hay que saber qué cambió desde que se tomó la historia.',
  'The patient may ask for a review of the discharge only when told.':
    'El paciente solo puede pedir que se revise el alta si se le informó.',
  'Somebody may be treated for what another one has, and somebody’s privacy is broken.':
    'Alguien puede ser tratado por lo que tiene otro, y se vulnera la intimidad de alguien.',
  'The patient has to know and agree. Emergencies are excepted: say so and retire it.':
    'El paciente tiene que saberlo y aceptarlo. Se exceptúan las urgencias: dígalo y retírelo.',
  'Somebody with a licence answers for it.': 'Responde de ello alguien con licencia.',
  'The stay can be neither coded nor counted without it.': 'Sin él la estancia no se puede codificar ni contar.',
  'It decides what the patient pays, and whether a nursing facility is paid for.':
    'Decide qué paga el paciente y si se paga un centro de cuidados.',
  'It is the only account of what was found and done.': 'Es el único relato de lo que se encontró y se hizo.',
  'A diagnosis may hang on it.': 'De ello puede depender un diagnóstico.',
  'It finds what anaesthesia left behind.': 'Encuentra lo que dejó la anestesia.',
  'It finds what makes anaesthesia dangerous.': 'Encuentra lo que hace peligrosa la anestesia.',
  'A day nobody wrote about is a day nobody can defend. It is not written weeks later.':
    'Un día del que nadie escribió es un día que nadie puede defender. No se escribe semanas después.',
  'The plan of treatment rests on it.': 'En ella se apoya el plan de tratamiento.',
  'Restraint kills; somebody has to look.': 'La contención mata; alguien tiene que mirar.',
  'Restraint without an order in force is not permitted.': 'No se permite la contención sin una orden vigente.',
  'Entries have to be legible.': 'Las anotaciones tienen que ser legibles.',
  'Payers and states ask for all three.': 'Los pagadores y los estados piden las tres cosas.',
  'The other house treats on it.': 'El otro centro trata según él.',
  'Coding and the severity of the stay wait for it.': 'La codificación y la gravedad de la estancia la esperan.',
  'What happened when is what the record is for.': 'La historia está para saber qué pasó y cuándo.',
  'An entry that nobody signed is nobody’s. CMS A-0450 wants an act of each author.':
    'Una anotación que nadie firmó no es de nadie. CMS A-0450 exige un acto de cada autor.',
  'Whoever provided or evaluated the service authenticates it within 48 hours of the discharge.':
    'Quien prestó o evaluó el servicio lo autentica en las 48 horas siguientes al alta.',
  'Nobody may act on an order of nobody.': 'Nadie puede actuar por una orden de nadie.',
  'What was heard may not be what was said. The law says promptly; 48 hours is what most states or policies say.':
    'Lo que se oyó puede no ser lo que se dijo. La ley dice pronto; 48 horas es lo que dicen la mayoría de los estados o políticas.',
  'The text that held from 26 January 2007 to 15 July 2012.':
    'El texto vigente del 26 de enero de 2007 al 15 de julio de 2012.',
};

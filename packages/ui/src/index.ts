export { ChartSection } from './chart/chart-section.tsx';
export { LookedView } from './chart/looked-view.tsx';
export { sections } from './chart/sections.ts';
export { FailureNote } from './data/failure-note.tsx';
export { createFhirClient, type Session } from './data/fhir-client.ts';
export { FhirContext, matches, useFhir } from './data/fhir-context.ts';
export { FhirFailure } from './data/fhir-failure.ts';
export { usePages } from './data/use-pages.ts';
export { displayDate } from './fhir/dates.ts';
export { displayName, nameInUse, recordNumber } from './fhir/names.ts';
export { patientSearch } from './patient/find-patients.ts';
export { PatientBanner } from './patient/patient-banner.tsx';
export { theme, variables } from './theme/theme.ts';
export { type Language, languages, speak, startWords } from './words/words.ts';
export { KernelContext, useDeskWords, useKernel } from './worklist/kernel-context.ts';
export { MeContext } from './worklist/me.ts';
export {
  MountedContext,
  type MountedDesk,
  useMounted,
} from './worklist/mounted-desk.ts';
export { useLists } from './worklist/use-lists.ts';
export { WorklistView } from './worklist/worklist-view.tsx';

export { ChartSearch } from './chart/chart-search.tsx';
export { ChartSection } from './chart/chart-section.tsx';
export { DocumentView } from './chart/document-view.tsx';
export { FactsView } from './chart/facts-view.tsx';
export { LookedView } from './chart/looked-view.tsx';
export { sections } from './chart/sections.ts';
export { FailureNote } from './data/failure-note.tsx';
export { createFhirClient, type Session } from './data/fhir-client.ts';
export { FhirContext, matches, useFhir, useFhirClient } from './data/fhir-context.ts';
export { FhirFailure, freshSignInAsked } from './data/fhir-failure.ts';
export { usePages } from './data/use-pages.ts';
export { openDrafts } from './drafts/drafts.ts';
export { DraftsContext, useAllDrafts, useDrafts } from './drafts/drafts-context.ts';
export { displayConcept } from './fhir/concepts.ts';
export { displayDate, displayTime } from './fhir/dates.ts';
export { displayName, nameInUse, recordNumber } from './fhir/names.ts';
export { frameKeys, markKeys, rowKeys, shownKeys, workKeys } from './keys/keys.ts';
export { areKeysOn } from './keys/keys-on.ts';
export { BreakGlass } from './patient/break-glass.tsx';
export { IdentityEditor } from './patient/edit/identity-editor.tsx';
export type { Saved } from './patient/edit/save-identity.ts';
export { SavedNote } from './patient/edit/saved-note.tsx';
export { EmergencyBar } from './patient/emergency-bar.tsx';
export { patientSearch } from './patient/find-patients.ts';
export { PatientBanner } from './patient/patient-banner.tsx';
export { usePatient } from './patient/use-patient.ts';
export { theme, variables } from './theme/theme.ts';
export { useWordsOf } from './words/use-words-of.ts';
export { type Language, languages, speak, startWords } from './words/words.ts';
export { useClock } from './worklist/clock.ts';
export { DueNext } from './worklist/due-next.tsx';
export { KernelContext, useDeskWords, useKernel } from './worklist/kernel-context.ts';
export { LiveProvider } from './worklist/live-provider.tsx';
export { type Me, MeContext, referenceTo, useMe } from './worklist/me.ts';
export {
  MountedContext,
  type MountedDesk,
  type ThingProps,
  useMounted,
} from './worklist/mounted-desk.ts';
export { named } from './worklist/parameters-read.ts';
export { useAct } from './worklist/use-act.ts';
export { type CountedList, useLists } from './worklist/use-lists.ts';
export { WorklistView } from './worklist/worklist-view.tsx';

/**
 * What a person may see, as data: `access` decides it, `fhir-search` plans it into SQL, the store keeps the rows it is tested
 * against. Times are not in it ("now" is that of the statement), so that one filter serves many requests.
 */

/** A resource is seen when at least one grant takes it in. Without grants nothing is seen. */
export interface PermitFilter {
  readonly grants: readonly Grant[];
}

/** Every part that is present must hold. */
export interface Grant {
  /** Absent: all types. */
  readonly types?: readonly string[];
  /** Search criteria that the resource matches, all of them, as in `category=vital-signs`; then there is one type. */
  readonly where?: readonly (readonly [name: string, value: string])[];
  /** Whose resources: each of these holds. Absent: everyone's. A resource of no patient, or of several, is not taken in by a reach. */
  readonly reach?: readonly Reach[];
  /** Not those of these patients: ids. */
  readonly except?: readonly string[];
  /** Labels that a patient must not carry (rows of `PatientLabel`). */
  readonly patientsWithout?: readonly string[];
  /** Absent: all classes. */
  readonly classes?: ClassTest;
  /** Absent: consents are not asked. */
  readonly consent?: ConsentTest;
}

export type Reach =
  /** Of these patients: ids. */
  | { readonly kind: 'patients'; readonly ids: readonly string[] }
  /**
   * Of patients who have a `CareRow` with one of these actors, from `lead` milliseconds before it begins to `grace`
   * milliseconds after it ends. `before`: rows that the same transaction wrote do not count.
   */
  | {
      readonly kind: 'care';
      readonly actors: readonly string[];
      readonly lead: number;
      readonly grace: number;
      readonly before?: true;
    }
  /** Written by one of these, as `authorsOf` says. */
  | { readonly kind: 'authored'; readonly actors: readonly string[] };

/** What access asks of a version of a resource; the store numbers the distinct ones (`vis`). */
export interface AccessClass {
  /** Sorted; see `labelOf`. */
  readonly labels: readonly string[];
  /** `Organization/1`: the facility that the resource is of, when it names one. */
  readonly facility?: string;
  /** Sorted. */
  readonly states: readonly RecordState[];
}

/** draft: not signed yet; restricted: kept, but not to be used (GDPR Article 18); held: a legal hold is on it. */
export type RecordState = 'draft' | 'restricted' | 'held';

export interface ClassTest {
  /** Every label of the class is one of these. Absent: any labels. */
  readonly labels?: readonly string[];
  /** The class has one label of each of these lists. Absent: any, or none. */
  readonly with?: readonly (readonly string[])[];
  /** The class has none of these states. */
  readonly without: readonly RecordState[];
  /** The class has one of these facilities, or none. Absent: any. */
  readonly facilities?: readonly string[];
  /** The class has one of these facilities. Absent: any, or none. */
  readonly of?: readonly string[];
}

/** What consents are asked about the person. */
export interface ConsentTest {
  /** References that the person acts as. */
  readonly actors: readonly string[];
  /** Codes of v3 PurposeOfUse that a rule which permits has to name: the purpose, then what it is a kind of. */
  readonly purposes: readonly string[];
  /** The same for a rule that denies: more codes, or as many. */
  readonly purposesDenied: readonly string[];
  readonly action: ConsentAction;
  /** A resource with one of these labels is seen only when a consent permits it and names the label. */
  readonly needs: readonly string[];
  /** Only rules that name a purpose of emergency are asked. */
  readonly emergency?: true;
}

/** Of http://terminology.hl7.org/CodeSystem/consentaction; `use` is access, `correct` is both. */
export type ConsentAction = 'access' | 'collect' | 'correct' | 'disclose';

/** One provision of one Consent, written with it. Absent lists: anything. Times in milliseconds since 1970. */
export interface ConsentRow {
  /** Id of the Consent. */
  readonly consent: string;
  /** Id of the patient. */
  readonly patient: string;
  /** Place of the provision in the Consent, outer ones first: 0 is the root. */
  readonly rule: number;
  /** Places of the provisions around it, outermost first. */
  readonly within: readonly number[];
  readonly effect: 'permit' | 'deny' | 'none';
  /** References. */
  readonly actors?: readonly string[];
  readonly actions?: readonly ConsentAction[];
  readonly purposes?: readonly string[];
  /** Types of resource, or `system|code`. */
  readonly classes?: readonly string[];
  /** `system|code`. */
  readonly codes?: readonly string[];
  readonly labels?: readonly string[];
  readonly data?: readonly ConsentData[];
  readonly from?: number;
  readonly to?: number;
  readonly dataFrom?: number;
  readonly dataTo?: number;
  /** Labels that it names expressly, itself or around it. */
  readonly names: readonly string[];
}

/** https://hl7.org/fhir/R4/valueset-consent-data-meaning.html */
export interface ConsentData {
  readonly meaning: 'instance' | 'related' | 'dependents' | 'authoredby';
  readonly reference: string;
}

/** Somebody has to do with a patient for a time; written with the resource that says so. */
export interface CareRow {
  /** Id of the patient. */
  readonly patient: string;
  /** Reference to a Practitioner, PractitionerRole, Organization or CareTeam. */
  readonly actor: string;
  /** Milliseconds since 1970; absent: open. */
  readonly from?: number;
  readonly to?: number;
}

/** A label that all resources of a patient share; written with the resource that says so. */
export interface PatientLabel {
  /** Id of the patient. */
  readonly patient: string;
  readonly label: string;
}

/** Elements taken out of what is answered: type of resource -> paths of elements below it, such as `address.line`. */
export type Mask = Readonly<Record<string, readonly string[]>>;

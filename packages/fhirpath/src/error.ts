/** What can be wrong with an expression or its evaluation. */

export class FhirPathError extends Error {
  /** `syntax` and `semantic` are found by compiling, `execution` by evaluating. */
  readonly kind: 'syntax' | 'semantic' | 'execution';
  /** Offset in the expression, where known. */
  readonly at: number | undefined;

  constructor(kind: FhirPathError['kind'], message: string, at?: number) {
    super(message);
    this.name = 'FhirPathError';
    this.kind = kind;
    this.at = at;
  }
}

/** The same error with the place of the step that failed, where it has none yet; anything else unchanged. */
export function placed(error: unknown, at: number): unknown {
  if (!(error instanceof FhirPathError) || error.at !== undefined) return error;
  return new FhirPathError(error.kind, error.message, at);
}

export function failed(message: string): FhirPathError {
  return new FhirPathError('execution', message);
}

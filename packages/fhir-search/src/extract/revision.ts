/** Raised when the index rows of resources become others: older ones are then made again by a job. */
export const extractionRevision = 2;

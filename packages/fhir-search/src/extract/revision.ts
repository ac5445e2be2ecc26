/**
 * Raised when the index rows of resources become others: older ones are then made again by a job. 2: labels for `$meta`;
 * 3: canonical references lead to resources, names have a row for those without; 4: contained resources;
 * 5: classes and rows of access; 6: dates are marked by their beginnings, numbers by their middle, URIs too; codes in
 * use are listed;
 * 7: tasks, devices and contracts of patients, classes that follow from encounters and patients; 8: laboratory tests of
 * HIV are labelled; 9: identifiers, contact points and canonicals have rows that sort; tags and types that are referred to are
 * listed; 10: content that documents name by its address, more codes that label,
 * notes of psychotherapy and courtesies of encounters among them.
 */
export const extractionRevision = 10;

/** A program of its own: prints the heap before and after the definitions are loaded and used. Run with --expose-gc. */
function used(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const before = used();
const { createConformance, createValidator } = await import('@charthouse/fhir-validate');
const { resourceTypes } = await import('@charthouse/fhir-model/definitions');
const validator = createValidator({ conformance: createConformance([]) });
for (const resourceType of resourceTypes)
  validator.validate({ resourceType, extension: [{ url: 'http://x.test/e', valueCode: 'a' }] });
validator.validate({
  resourceType: 'Patient',
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-congregation', valueString: 'a' }],
  maritalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'M' }] },
});
const after = used();
process.stdout.write(JSON.stringify({ before, after }));

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const urn = 'urn:uuid:00000000-0000-4000-8000-000000000001';
const identifier = [{ system: 'http://staff', value: '7' }];
const practitioner = {
  fullUrl: urn,
  request: { method: 'POST', url: 'Practitioner' },
  resource: { resourceType: 'Practitioner', identifier },
};
const observation = (more: object) => ({
  request: { method: 'POST', url: 'Observation' },
  resource: { resourceType: 'Observation', status: 'final', code: { text: 'x' }, ...more },
});
const transaction = (...entry: unknown[]) =>
  send('POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
const to = (reference: string) => ({ reference });

describe('a reference that a transaction resolves', () => {
  it.each([
    ['to an entry', urn],
    ['by criteria', 'Practitioner?identifier=http://staff|7'],
  ])('%s is refused where its element does not allow the type, as a direct one is', async (_, reference) => {
    const refused = await transaction(
      practitioner,
      observation({ subject: to(reference), performer: [to(reference)] }),
    );
    expect(refused.status).toBe(400);
    expect(refused.json.issue).toMatchObject([
      {
        severity: 'error',
        code: 'structure',
        diagnostics: 'The reference is to a Practitioner, but must be to Patient or Group or Device or Location.',
        expression: ['Bundle.entry[1].resource.subject'],
      },
    ]);
    const direct = await send('POST /Observation', {
      body: observation({ subject: to('Practitioner/1') }).resource,
    });
    expect(direct.status).toBe(400);
    expect(direct.json.issue[0].diagnostics).toBe(refused.json.issue[0].diagnostics);
    expect((await send('GET /Practitioner?_summary=count')).json.total).toBe(0);
  });

  it('is taken where the type is allowed: in choices, elements of elements, contained resources and extensions', async () => {
    const done = await transaction(practitioner, {
      request: { method: 'POST', url: 'MedicationRequest' },
      resource: {
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: { text: 'x' },
        subject: { display: 'x' },
        reportedReference: to(urn),
        note: [{ authorReference: to(urn), text: 'x' }],
        contained: [
          {
            resourceType: 'Provenance',
            id: 'p',
            target: [to('#')],
            recorded: '2020-01-01T00:00:00Z',
            agent: [{ who: to(urn) }],
          },
        ],
        supportingInformation: [to('#p')],
        extension: [{ url: 'http://x', valueReference: to(urn) }],
      },
    });
    expect(done.status).toBe(200);
  });

  it('is not looked at where nothing that is written is checked', async () => {
    const trusting = await testServer({}, { contentValidator: { validate: () => [] }, unchecked: true });
    const entry = [practitioner, observation({ subject: to(urn) })];
    const body = { resourceType: 'Bundle', type: 'transaction', entry };
    const done = await request(trusting, 'POST /', { body });
    await trusting.close();
    expect(done.status).toBe(200);
  });

  it('is refused in a contained resource, too', async () => {
    const contained = [{ resourceType: 'Specimen', id: 's', subject: to(urn) }];
    const refused = await transaction(practitioner, observation({ contained, specimen: to('#s') }));
    expect([refused.status, refused.json.issue[0].expression]).toEqual([
      400,
      ['Bundle.entry[1].resource.contained[0].subject'],
    ]);
  });

  it('may not name a part of another entry', async () => {
    const refused = await transaction(practitioner, observation({ performer: [to(`${urn}#x`)] }));
    expect(refused.status).toBe(400);
    expect(refused.json.issue[0]).toMatchObject({
      diagnostics: expect.stringContaining('names a part of another entry'),
      expression: ['Bundle.entry[1].resource.performer[0]'],
    });
  });
});

describe('an incomplete copy of a resource', () => {
  it('does not replace it, alone or in a bundle', async () => {
    const body = { resourceType: 'Patient', id: 'whole', photo: [{ title: 'x' }], active: true };
    await send('PUT /Patient/whole', { body });
    for (const part of ['_summary=true', '_elements=active']) {
      const { json: copy } = await send(`GET /Patient/whole?${part}`);
      const refused = await send('PUT /Patient/whole', { body: copy });
      expect([refused.status, refused.json.issue[0].expression]).toEqual([422, ['Patient.meta.tag']]);
      expect(refused.json.issue[0].diagnostics).toContain('read the whole resource');
      const entry = { request: { method: 'PUT', url: 'Patient/whole' }, resource: copy };
      const bundled = await transaction(entry);
      expect([bundled.status, bundled.json.issue[0].expression]).toEqual([422, ['Bundle.entry[0].resource.meta.tag']]);
      expect((await send('POST /Patient', { body: copy })).status).toBe(422);
    }
    expect((await send('GET /Patient/whole')).json).toMatchObject({ ...body, meta: { versionId: '1' } });
  });
});

/** The documents of a chart: what is written in a Binary, what is known of it in a DocumentReference, who signed in a Provenance. */
import { createHash } from 'node:crypto';
import { instant, noted } from '../clock.ts';
import { clinicianReference } from '../directory/clinicians.ts';
import { department, houses } from '../directory/organizations.ts';
import { charthouse, codes, loinc, type Resource, reference, tagged } from '../fhir.ts';
import { head } from '../notes/phrases.ts';
import { scanOf } from '../paper/scan.ts';
import { patientReference } from '../people.ts';
import type { Author, Chart, ChartDocument } from './chart.ts';
import { documentTypes } from './document-types.ts';

const authorReference = (author: Author) =>
  typeof author === 'string' ? department(author) : clinicianReference(author);

const authorName = (author: Author) => (typeof author === 'string' ? department(author).display : author.name);

export function documentResources(chart: Chart): Resource[] {
  return chart.documents.flatMap((document) => {
    const content = contentOf(chart, document);
    return [
      documentReference(chart, document, content),
      ...signatureOf(chart, document),
      binary(chart, document, content),
    ];
  });
}

interface Content {
  readonly contentType: string;
  readonly data: Buffer;
}

function contentOf(chart: Chart, document: ChartDocument): Content {
  if (document.form === 'recording') return { contentType: 'audio/wav', data: silence };
  if (document.form === 'text') return { contentType: 'text/plain;charset=UTF-8', data: Buffer.from(document.text) };
  const text = `${head(document.title, chart, document.at)}\n\n${document.text}\n\n${signedText(document)}\n`;
  const look = { seed: document.id, isBad: document.unreadable !== undefined };
  return { contentType: 'application/pdf', data: scanOf(text, look) };
}

function signedText({ author, signers, at, filed }: ChartDocument): string {
  if (signers.length === 0) return `Author: ${authorName(author)} (not signed)`;
  const when = at === undefined ? '' : `, ${noted(Math.max(at, filed))}`;
  return signers.map((signer) => `Electronically signed by ${authorName(signer)}${when}`).join('\n');
}

/** A tenth of a second of nothing, as WAV: 8 kHz, 8 bit. */
const silence = Buffer.concat([
  Buffer.from('RIFF'), Buffer.from([0x44, 3, 0, 0]), Buffer.from('WAVEfmt '),
  Buffer.from([16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]),
  Buffer.from('data'), Buffer.from([0x20, 3, 0, 0]), Buffer.alloc(800, 128),
]); // biome-ignore format: chunks of the file

function documentReference(chart: Chart, document: ChartDocument, { contentType, data }: Content): Resource {
  const { id, type, title, at, isUntimed, filed, author, signers, about, side } = document;
  const [, code] = documentTypes[type] ?? [];
  const own = type === 'clinic-note' ? [] : [[charthouse('CodeSystem', 'document-type'), type, title] as const];
  const outer = code ?? (type === 'clinic-note' ? '34131-3' : undefined);
  const start = at === undefined ? undefined : isUntimed ? instant(at).slice(0, 10) : instant(at);
  const resource = tagged({
    ...{
      resourceType: 'DocumentReference',
      id,
      status: document.isWrong ? 'entered-in-error' : 'current',
      docStatus: signers.length > 0 ? 'final' : 'preliminary',
    },
    identifier: [{ system: 'https://charthouse.dev/demo/document', value: id.slice(5) }],
    type: codes(...own, ...(outer ? [[loinc, outer, title] as const] : [])),
    subject: patientReference(document.ofOther ?? chart.person),
    ...(at !== undefined && { date: instant(filed) }),
    author: [authorReference(author)],
    ...(signers.length > 0 && { authenticator: authorReference(signers.at(-1)!) }),
    ...(document.transforms && {
      relatesTo: [{ code: 'transforms', target: { reference: `DocumentReference/${document.transforms}` } }],
    }),
    custodian: reference('Organization', houses[chart.house]),
    description: side ? `${title}, ${side}` : title,
    content: [
      {
        attachment: {
          ...{ contentType, url: `Binary/${id}`, size: data.length, title },
          hash: createHash('sha1').update(data).digest('base64'),
          ...(at !== undefined && { creation: instant(at) }),
        },
      },
    ],
    context: {
      encounter: [{ reference: `Encounter/${chart.id}` }],
      ...(start !== undefined && { period: { start } }),
      ...(about && { related: about.map((one) => ({ reference: one })) }),
    },
  });
  if (document.unreadable === undefined) return resource;
  const mark = { system: charthouse('CodeSystem', 'scan-quality'), code: 'unreadable', display: document.unreadable };
  return { ...resource, meta: { tag: [...(resource.meta as { tag: object[] }).tag, mark] } } as Resource;
}

/** Of what somebody signed who was not its only author: the acts of each. */
function signatureOf(chart: Chart, { id, at, filed, signers }: ChartDocument): Resource[] {
  if (signers.length < 2 || at === undefined) return [];
  return [
    tagged({
      ...{ resourceType: 'Provenance', id: `${id}-signed`, recorded: instant(filed) },
      target: [{ reference: `DocumentReference/${id}` }],
      agent: signers.map((signer) => ({
        who: authorReference(signer),
        onBehalfOf: reference('Organization', houses[chart.house]),
      })),
      signature: signers.map((signer, i) => ({
        type: [
          { system: 'urn:iso-astm:E1762-95:2013', code: i === 0 ? '1.2.840.10065.1.12.1.1' : '1.2.840.10065.1.12.1.2' },
        ],
        ...{ when: instant(filed), who: authorReference(signer) },
      })),
    }),
  ];
}

function binary(chart: Chart, { id }: ChartDocument, { contentType, data }: Content): Resource {
  return tagged(
    {
      ...{ resourceType: 'Binary', id, contentType, data: data.toString('base64') },
      securityContext: { reference: `DocumentReference/${id}` },
    },
    chart.labels,
  );
}

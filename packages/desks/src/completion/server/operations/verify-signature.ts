/** Checks the signatures of a Provenance: by a key of ours, over the exact bytes of the version that it names, by whom and when it says. */
import type { ApiParts, Call, Operation, Result } from '@charthouse/fhir-api';
import { type JsonObject, outcomes, type Resource } from '@charthouse/fhir-model';
import { objects, referenceOf } from '../../rules/reading/elements.ts';
import { readOne } from '../ask.ts';
import type { DocumentSigner, PublicKey } from '../document-signer.ts';
import { publishedKeys } from '../signature-keys.ts';
import { answer, asCaller, asRules, type Inside, parameters } from './asked.ts';

export const verifySignatureOf = (signer: DocumentSigner): Operation => ({
  definition: {
    id: 'verify-signature',
    code: 'verify-signature',
    title: 'Verify a signature',
    description: 'Whether the signature of a Provenance that was made here holds, for which version, by whom and when.',
    parameter: parameters('out', [
      ['result', 'boolean', 'It holds.'],
      ['message', 'string', 'Why it does not, or what it says.'],
      ['target', 'string', 'The version that was signed: Type/id/_history/version.'],
      ['who', 'Reference', 'Who signed.'],
      ['when', 'dateTime', 'When.'],
      ['purpose', 'code', 'Of urn:iso-astm:E1762-95:2013: author or verification.'],
      ['kid', 'string', 'The key, as in /signatures/jwks.json.'],
      [
        'present',
        'boolean',
        'What was signed is the present version, or differs from it by nothing but the signature.',
      ],
    ]),
  },
  levels: ['instance'],
  types: ['Provenance'],
  affectsState: false,
  handle: (call, parts, inside) => handle(call, parts, { inside, signer }),
});

interface Asked {
  readonly inside: Inside;
  readonly signer: DocumentSigner;
}

async function handle(call: Call, parts: ApiParts, { inside, signer }: Asked): Promise<Result> {
  const provenance = await readOne(asCaller(inside), 'Provenance', call.id as string);
  if (!provenance) throw outcomes.notFound(`Provenance/${call.id} is not known.`);
  const [signature] = objects(provenance.signature);
  if (!signature) throw outcomes.unprocessable('It has no signature: it tells of an act that nobody signed.');
  const jws = typeof signature.data === 'string' ? Buffer.from(signature.data, 'base64').toString('latin1') : '';
  const target = signedTarget(provenance);
  if (signature.sigFormat !== 'application/jose' || target === undefined || !/^[\w-]+\.\.[\w-]+$/.test(jws))
    return told(false, 'It was not signed here: no detached JWS over one version.');
  const [type = '', id = '', , version = ''] = target.split('/');
  if (!(await readOne(asCaller(inside), type, id))) throw outcomes.notFound(`${type}/${id} is not known.`);
  const stored = await parts.store.vread(type, id, Number(version));
  if (!stored?.body) return told(false, `${target} is not kept any more.`);
  const keys: readonly PublicKey[] = await publishedKeys(asRules(inside));
  const header = await signer.verify(new TextEncoder().encode(stored.body), jws, keys);
  if (!header)
    return told(false, 'No published key signed these bytes: the text is another, or the key is not of this house.');
  const who = referenceOf(signature.who);
  if (header.target !== target || header.who !== who || header.when !== signature.when)
    return told(false, 'The key signed another statement: version, person or time are not those of the Provenance.');
  const now = await parts.store.read(type, id);
  const present = now !== undefined && sameBut(JSON.parse(stored.body) as Resource, now.body);
  return told(true, `${who} signed ${target} at ${header.when}.`, [
    { name: 'target', valueString: target },
    { name: 'who', valueReference: { reference: who ?? '' } },
    { name: 'when', valueDateTime: String(header.when) },
    { name: 'purpose', valueCode: String(header.purpose) },
    { name: 'kid', valueString: String(header.kid) },
    { name: 'present', valueBoolean: present },
  ]);
}

const told = (holds: boolean, message: string, more: readonly JsonObject[] = []) =>
  answer([{ name: 'result', valueBoolean: holds }, { name: 'message', valueString: message }, ...more]);

function signedTarget({ target }: Resource): string | undefined {
  const names = objects(target).map(({ reference }) => String(reference));
  return names.find((name) => /^[A-Z]\w+\/[A-Za-z0-9\-.]{1,64}\/_history\/\d+$/.test(name));
}

/** What the signature itself changes in a document: its state and who signed. */
function sameBut(signed: Resource, now: string): boolean {
  if (now === '') return false;
  const plain = ({ meta: _, docStatus: __, authenticator: ___, ...rest }: Resource) => JSON.stringify(rest);
  return plain(signed) === plain(JSON.parse(now) as Resource);
}

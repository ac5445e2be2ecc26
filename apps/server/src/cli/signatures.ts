/** `charthouse signatures`: the key that documents are signed with here, and a new one. */
import { command } from '../command-line/command.ts';
import { wrongUsage } from '../command-line/stop.ts';

export const signaturesCommand = command({
  name: 'signatures',
  summary: 'Show the key that documents are signed with, or make a new one',
  arguments: { usage: '[show | rotate]', least: 0, most: 1 },
  details: [
    'The private key is `documents.key` in CHARTHOUSE_DATA, in no database and no backup: keep a copy as safe as the record. rotate',
    'makes a new one, which signs from now on; the old private key is gone. Public keys of all signatures are in the record, its',
    'backups and its ledger: /signatures/jwks.json serves them, `Provenance/ID/$verify-signature` checks by them.',
  ].join('\n'),
  examples: ['charthouse signatures', 'charthouse signatures rotate'],
  options: {},
  async run({ positionals: [action = 'show'], settings, report }) {
    if (action !== 'show' && action !== 'rotate')
      throw wrongUsage(
        `\`charthouse signatures\` does not understand \`${action}\`. See \`charthouse signatures --help\`.`,
      );
    const { documentKeyPath, documentSigner, rotateDocumentKey } = await import('../completion/document-key.ts');
    const path = documentKeyPath(settings);
    if (action === 'rotate') {
      const { kid } = await rotateDocumentKey(settings);
      report.say(`The key ${kid} in ${path} signs from now on. Keep a copy; the old private key is gone.`, {
        key: kid,
      });
      return 0;
    }
    const [own, ...former] = await documentSigner(settings).publicKeys();
    const before = former.length === 0 ? '' : ` Before it signed:\n${former.map(({ kid }) => `  ${kid}`).join('\n')}`;
    report.say(`The key ${own?.kid} in ${path} signs.${before}`, {
      key: own?.kid,
      former: former.map(({ kid }) => kid),
    });
    return 0;
  },
});

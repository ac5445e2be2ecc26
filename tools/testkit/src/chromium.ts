/** A real browser from npm, with an authenticator for passkeys. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

/** The package unpacks into the folder for temporary files, and never looks whether what is there is of its version. */
const folder = join(tmpdir(), 'charthouse-chromium-153.0.0');

export async function openBrowser(): Promise<Browser> {
  const before = { TMPDIR: process.env.TMPDIR };
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'; // brings the libraries that a bare machine lacks
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  if (before.TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before.TMPDIR;
  const fonts = join(folder, 'own-fonts.conf'); // that of the package knows fonts that are not there only: text without a font is invisible
  writeFileSync(
    fonts,
    `<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  return playwright.launch({ executablePath, args, env: { ...process.env, FONTCONFIG_FILE: fonts } });
}

/** A page whose device holds passkeys and says yes by itself. https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
export async function pageWithAuthenticator(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

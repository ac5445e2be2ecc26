/** Builds the workbench into `generated/`, which the server serves at `/`. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

export const folder = fileURLToPath(new URL('../generated', import.meta.url));

/** Resolves to what the first screen weighs: bytes of its scripts and styles, compressed. */
export async function buildWorkbench(): Promise<number> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  });
  compress(join(folder, 'assets'));
  return firstScreen();
}

/** What the page itself asks for. Faces of type come later, and stay. */
function firstScreen(): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const asked = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)];
  return asked.reduce((sum, [, file]) => sum + statSync(join(folder, `${file}.br`)).size, 0);
}

/** Scripts and styles, once, so that no request waits for it. */
function compress(assets: string): void {
  for (const name of readdirSync(assets).filter((file) => /\.(js|css)$/.test(file))) {
    const text = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(text));
  }
}

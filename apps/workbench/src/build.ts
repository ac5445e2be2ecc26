/** Builds the workbench into `generated/`, which the server serves at `/`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

export const folder = fileURLToPath(new URL('../generated', import.meta.url));

export async function buildWorkbench(): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  });
  compress(join(folder, 'assets'));
}

/** Scripts and styles, once, so that no request waits for it. */
function compress(assets: string): void {
  for (const name of readdirSync(assets).filter((file) => /\.(js|css)$/.test(file))) {
    const text = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(text));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(text));
  }
}

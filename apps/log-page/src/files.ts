/** Where the files of the page are; `generated/page.js` is made of `browser/main.ts` by `npm run generate`. */

const at = (path: string) => new URL(`../${path}`, import.meta.url);

export const pageFiles = {
  html: at('browser/page.html'),
  style: at('browser/page.css'),
  script: at('generated/page.js'),
} as const;

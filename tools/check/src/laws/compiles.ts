/** The code compiles; the pure floors without Node's or the browser's types, so that they cannot reach for either. */
import { complaints } from '../command.ts';
import type { Law } from '../law.ts';

const project =
  (file: string): Law['find'] =>
  ({ root }) =>
    complaints(root, 'node_modules/ts7/bin/tsc', ['-p', file, '--pretty', 'false']);

export const compilesPure: Law = { name: 'pure floors compile without Node', find: project('tsconfig.pure.json') };
export const compiles: Law = { name: 'everything compiles', find: project('tsconfig.node.json') };
export const compilesWeb: Law = {
  name: 'pages compile for browsers, without Node',
  find: project('tsconfig.web.json'),
};

/** A setting that a document, a message or a comment names exists. */
import type { House, Law } from '../law.ts';

/** Where the settings are defined; what stands there exists. */
const tableFile = 'apps/server/src/settings/table.ts';
const isTable = (file: string) => file === tableFile || /^apps\/server\/src\/settings\/[a-z]+-settings\.ts$/.test(file);
const settingName = /\bCHARTHOUSE_[A-Z_]*[A-Z]\b/g;
const looksAt = /\.(ts|md|http|json|yml|yaml)$|(^|\/)(charthouse|run)$/;

export const namedSettings: Law = {
  name: 'settings that are named exist',
  find: (house) => {
    const known = new Set(house.files.filter(isTable).flatMap((file) => house.read(file).match(settingName) ?? []));
    return house.files
      .filter((file) => looksAt.test(file) && !file.includes('.test.'))
      .flatMap((file) => unknownIn(house, file, known));
  },
};

function unknownIn({ read }: House, file: string, known: ReadonlySet<string>): string[] {
  return read(file)
    .split('\n')
    .flatMap((line, index) =>
      (line.match(settingName) ?? [])
        .filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')))
        .map((name) => `${file}:${index + 1}: ${name} is no setting (${tableFile})`),
    );
}

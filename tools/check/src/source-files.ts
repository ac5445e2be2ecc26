/** Which files hold source that we write by hand. */

/** TypeScript under the law, tests included. */
export function sourceFiles(files: readonly string[]): readonly string[] {
  return files.filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/'));
}

export function isTest(file: string): boolean {
  return /\.(test|testing)\.tsx?$/.test(file) || file.includes('/e2e/');
}

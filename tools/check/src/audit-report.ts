/** What a report of `npm audit --json` means. */

export interface Judgement {
  readonly line: string;
  readonly exitCode: 0 | 1;
}

interface Hole {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
}

const grave: ReadonlySet<string> = new Set(['high', 'critical']);

export function judged(report: string): Judgement {
  const holes = holesIn(report);
  if (!holes) return { line: 'audit: skipped: no registry', exitCode: 0 };
  const [bad, other] = [true, false].map((is) => holes.filter(({ severity }) => grave.has(severity) === is));
  const names = (bad ?? []).map(({ name, severity, range }) => `  ${name} ${range} (${severity})`);
  const line = [`audit: ${names.length} grave, ${other?.length ?? 0} lesser holes are known`, ...names].join('\n');
  return { line, exitCode: names.length > 0 ? 1 : 0 };
}

/** Undefined when there is none: nobody could be asked. */
function holesIn(report: string): readonly Hole[] | undefined {
  try {
    const { vulnerabilities } = JSON.parse(report) as { vulnerabilities?: Record<string, Hole> };
    return vulnerabilities && Object.values(vulnerabilities);
  } catch {
    return undefined;
  }
}

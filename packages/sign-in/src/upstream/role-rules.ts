/** Which roles people have here by what another provider says of them. */

/** Who has `value` in (or as) the claim has the role. */
export interface RoleRule {
  readonly claim: string;
  readonly value: string;
  readonly role: string;
}

/** Reads `claim:value=role`, separated by commas. @throws Error with what it should have been */
export function readRoleRules(text: string): RoleRule[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, claim, value, role] = /^([\w.-]+):([^=]+)=([a-z][a-z-]*)$/.exec(part) ?? [];
      if (!claim || !value || !role)
        throw new Error('rules such as `groups:Ward 3 nurses=clinician`, separated by commas');
      return { claim, value: value.trim(), role };
    });
}

export function rolesOf(claims: Readonly<Record<string, unknown>>, rules: readonly RoleRule[]): string[] {
  const has = ({ claim, value }: RoleRule) => {
    const said = claims[claim];
    return Array.isArray(said) ? said.includes(value) : said === value;
  };
  return [...new Set(rules.filter(has).map(({ role }) => role))].sort();
}

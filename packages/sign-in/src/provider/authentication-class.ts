/** How surely somebody is who they say: the `acr` of a sign-in. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
export const authenticationClasses = {
  /** A password alone. */
  oneFactor: 'urn:charthouse:one-factor',
  /** A passkey that verified its user, or a password and something else. */
  twoFactors: 'urn:charthouse:two-factors',
} as const;

/** Methods are those of https://www.rfc-editor.org/rfc/rfc8176 */
export function classOf(means: readonly string[]): string {
  const strong = means.includes('mfa') || (means.includes('pwd') && means.length > 1);
  return strong ? authenticationClasses.twoFactors : authenticationClasses.oneFactor;
}

/** What each sealed secret is of. */
export const placeOfKey = (kid: string) => `signing key ${kid}`;
export const placeOfTotp = (account: string) => `authenticator app of ${account}`;
export const placeOfCookies = 'cookies and forms';

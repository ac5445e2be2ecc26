/** The OpenID provider of one moment: keys that change make another. */
import { Provider } from 'oidc-provider';
import { hashOf, sameText } from '../secrets.ts';
import { type ProviderParts, providerConfiguration } from './configuration.ts';
import { smartAnswers } from './token-answers.ts';

export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(`${parts.url}/auth`, providerConfiguration(parts));
  provider.proxy = true; // protocol and host are those of our own address, put there by `oidc-routes`
  provider.Client.prototype.compareClientSecret = function compare(actual: string) {
    return sameText(String(this.clientSecret), hashOf(actual));
  };
  smartAnswers(provider, parts);
  return provider;
}

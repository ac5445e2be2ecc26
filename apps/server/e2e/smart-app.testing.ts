/** A SMART app on a server of its own, made with fhirclient: https://docs.smarthealthit.org/client-js/ */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const library = createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.pure.min.js');

export interface SmartApp {
  readonly origin: string;
  /** Set once the client is registered. */
  clientId: string;
  close(): Promise<void>;
}

const scope = 'openid fhirUser launch patient/*.rs user/*.cruds offline_access';

/** `/standalone?iss=…` and `/launch` begin, `/` ends: its title is what it found. */
export function serveApp(): Promise<SmartApp> {
  const pages: Record<string, (app: SmartApp) => string> = {
    '/standalone': ({ clientId }) =>
      `FHIR.oauth2.authorize({ clientId: '${clientId}', scope: '${scope.replace('launch ', 'launch/patient ')}', redirectUri: '/', iss: new URL(location).searchParams.get('base') })`,
    '/launch': ({ clientId }) =>
      `FHIR.oauth2.authorize({ clientId: '${clientId}', scope: '${scope}', redirectUri: '/' })`,
    '/': () => `FHIR.oauth2.ready().then(async (client) => {
      const { id } = await client.patient.read();
      const before = client.state.tokenResponse.access_token;
      await client.refresh();
      const { access_token: token, encounter } = client.state.tokenResponse;
      const again = await client.request('Patient/' + id);
      window.found = { id, again: again.id, user: client.user.fhirUser, encounter, refreshed: token !== before, token };
      document.title = 'done';
    }).catch((error) => { document.title = 'failed: ' + error.message; })`,
  };
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path === '/fhir-client.js') {
        response.setHeader('content-type', 'text/javascript').end(readFileSync(library));
        return;
      }
      const script = pages[path]?.(app);
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><title>app</title><script src="/fhir-client.js"></script><script>${script ?? ''}</script>`,
      );
    });
    const app: SmartApp = {
      origin: '',
      clientId: '',
      close: () => new Promise((closed) => server.close(() => closed())),
    };
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      resolve(Object.assign(app, { origin: `http://localhost:${port}` }));
    });
  });
}

/** Every setting: its name in the environment, its default, how its text is read, and what it is for. README's table is made from this. */
import { readRoleRules } from '@charthouse/sign-in/role-rules';
import {
  addresses,
  bytes,
  httpAddress,
  integer,
  key,
  keys,
  oneOf,
  onOff,
  origins,
  type Parser,
  postgresAddress,
  text,
} from './parsers.ts';

export interface Setting<T> {
  /** Name in the environment. */
  readonly name: string;
  /** As it would be written in the environment; absent: no value. */
  readonly default?: string;
  readonly parse: Parser<T>;
  /** What it is for, as a phrase. */
  readonly help: string;
  /** Which part of the house it belongs to. */
  readonly part: string;
  /** Never shown; may come from a file, whose path stands in NAME_FILE. */
  readonly secret?: true;
}

const setting = <T>(definition: Setting<T> & { default: string }): Setting<T> & { default: string } => definition;
const optional = <T>(definition: Omit<Setting<T>, 'default'>): Setting<T> => definition;

export const settingsTable = {
  port: setting({
    name: 'CHARTHOUSE_PORT',
    default: '8420',
    parse: integer(0, 65_535),
    help: 'TCP port of the HTTP server; 0 takes any free one',
    part: 'server',
  }),
  host: setting({
    name: 'CHARTHOUSE_HOST',
    default: '127.0.0.1',
    parse: text,
    help: 'address to listen on; others than loopback need CHARTHOUSE_URL, sign-in, and TLS or a trusted proxy',
    part: 'server',
  }),
  dataDir: setting({
    name: 'CHARTHOUSE_DATA',
    default: './.charthouse',
    parse: text,
    help: 'data folder: the embedded PostgreSQL and its connection string',
    part: 'server',
  }),
  publicUrl: optional({
    name: 'CHARTHOUSE_URL',
    parse: httpAddress,
    help: 'public base address of the server; absent: taken from each request',
    part: 'server',
  }),
  tlsCert: optional({
    name: 'CHARTHOUSE_TLS_CERT',
    parse: text,
    help: 'file with the certificate (PEM, with its chain) to serve https with; read again when it changes',
    part: 'server',
  }),
  tlsKey: optional({
    name: 'CHARTHOUSE_TLS_KEY',
    parse: text,
    help: 'file with the private key of that certificate (PEM)',
    part: 'server',
  }),
  trustedProxies: setting({
    name: 'CHARTHOUSE_TRUSTED_PROXIES',
    default: '',
    parse: addresses,
    help: 'addresses or networks of the proxies before this server, such as `10.0.0.5` or `10.0.0.0/24`, separated by commas: what they say of the client (`X-Forwarded-For`, `-Proto`, `-Host`) is believed, nobody else is',
    part: 'server',
  }),
  auth: setting({
    name: 'CHARTHOUSE_AUTH',
    default: 'on',
    parse: oneOf('on', 'off'),
    help: '`on`: people sign in on `/auth`, programs need a token, and roles, scopes, care, labels and consents decide what they may see and change. `off`, on the loopback interface only: everyone who reaches the port may do everything, recorded as `anonymous`',
    part: 'server',
  }),
  ssoIssuer: optional({
    name: 'CHARTHOUSE_SSO_ISSUER',
    parse: httpAddress,
    help: 'OpenID provider of the organisation that people may sign in with; absent: none',
    part: 'sign-in',
  }),
  ssoClientId: optional({
    name: 'CHARTHOUSE_SSO_CLIENT_ID',
    parse: text,
    help: 'what that provider knows this server as; its redirect address is CHARTHOUSE_URL and `/auth/upstream`',
    part: 'sign-in',
  }),
  ssoClientSecret: optional({
    name: 'CHARTHOUSE_SSO_CLIENT_SECRET',
    parse: text,
    help: 'secret of this server at that provider',
    part: 'sign-in',
    secret: true,
  }),
  ssoName: setting({
    name: 'CHARTHOUSE_SSO_NAME',
    default: 'your organisation',
    parse: text,
    help: 'what the button on the sign-in page calls that provider',
    part: 'sign-in',
  }),
  ssoRoles: setting({
    name: 'CHARTHOUSE_SSO_ROLES',
    default: '',
    parse: readRoleRules,
    help: 'roles that follow from claims of that provider: `claim:value=role`, separated by commas, such as `groups:Ward 3=clinician`',
    part: 'sign-in',
  }),
  freshSignIn: setting({
    name: 'CHARTHOUSE_FRESH_SIGN_IN',
    default: '300',
    parse: integer(30, 86_400),
    help: 'seconds for which a sign-in is fresh; to sign, to break the glass and to change the own account later, people sign in anew',
    part: 'sign-in',
  }),
  secretKeys: optional({
    name: 'CHARTHOUSE_SECRET_KEY',
    parse: keys,
    help: 'encrypts the secrets of sign-in that the database holds; at least 32 characters, the same for all servers of a database; several separated by commas: the first encrypts, all decrypt. Absent: `secret.key` of the data folder, made at the first start',
    part: 'sign-in',
    secret: true,
  }),
  metricsToken: optional({
    name: 'CHARTHOUSE_METRICS_TOKEN',
    parse: key,
    help: 'token with which other machines read `/metrics` (`Authorization: Bearer …`), at least 32 characters; absent: only this machine reads them',
    part: 'server',
    secret: true,
  }),
  workers: setting({
    name: 'CHARTHOUSE_WORKERS',
    default: '1',
    parse: integer(1, 256),
    help: 'HTTP worker processes that share the port',
    part: 'server',
  }),
  databaseUrl: optional({
    name: 'DATABASE_URL',
    parse: postgresAddress,
    help: 'PostgreSQL 15 or newer to keep the record in; absent: an embedded one in the data folder',
    part: 'server',
    secret: true,
  }),
  outboxDays: setting({
    name: 'CHARTHOUSE_OUTBOX_DAYS',
    default: '7',
    parse: integer(0, 3_650),
    help: 'days the list of changes (outbox) is kept at least; longer while a reader of it is behind',
    part: 'server',
  }),
  fullText: setting({
    name: 'CHARTHOUSE_FULL_TEXT',
    default: 'on',
    parse: onOff,
    help: '`on` indexes the words of every resource, for `_text` and `_content`, half a second behind changes, further while very much is written',
    part: 'server',
  }),
  logRequests: setting({
    name: 'CHARTHOUSE_LOG_REQUESTS',
    default: 'off',
    parse: onOff,
    help: '`on` writes one log line per request: method, kind of route, status and duration, never paths or queries',
    part: 'server',
  }),
  bodyLimit: setting({
    name: 'CHARTHOUSE_BODY_LIMIT',
    default: '50MB',
    parse: bytes('64kB'),
    help: 'largest body of a request, at least 64kB; a number alone means bytes',
    part: 'api',
  }),
  urlLimit: setting({
    name: 'CHARTHOUSE_URL_LIMIT',
    default: '32kB',
    parse: bytes('1kB'),
    help: 'longest address of a request, at least 1kB; longer searches go by POST',
    part: 'api',
  }),
  bundleEntryLimit: setting({
    name: 'CHARTHOUSE_BUNDLE_LIMIT',
    default: '10000',
    parse: integer(1, 1_000_000),
    help: 'most entries of one bundle',
    part: 'api',
  }),
  depthLimit: setting({
    name: 'CHARTHOUSE_DEPTH_LIMIT',
    default: '128',
    parse: integer(10, 1_000),
    help: 'deepest nesting of a resource',
    part: 'api',
  }),
  indexRowLimit: setting({
    name: 'CHARTHOUSE_INDEX_ROWS_LIMIT',
    default: '20000',
    parse: integer(1_000, 10_000_000),
    help: 'most values of one resource that can be searched for (rows of the index): very many hold up other requests',
    part: 'api',
  }),
  pageDefault: setting({
    name: 'CHARTHOUSE_PAGE_DEFAULT',
    default: '20',
    parse: integer(1, 1_000),
    help: 'entries on a page when `_count` is absent',
    part: 'api',
  }),
  pageLimit: setting({
    name: 'CHARTHOUSE_PAGE_LIMIT',
    default: '1000',
    parse: integer(1, 10_000),
    help: 'most entries on a page, whatever `_count` asks',
    part: 'api',
  }),
  includeLimit: setting({
    name: 'CHARTHOUSE_INCLUDE_LIMIT',
    default: '1000',
    parse: integer(1, 100_000),
    help: 'most resources that `_include` and `_revinclude` add to a page',
    part: 'api',
  }),
  chainLimit: setting({
    name: 'CHARTHOUSE_CHAIN_LIMIT',
    default: '4',
    parse: integer(1, 10),
    help: 'most links of a chained search parameter or `_has`',
    part: 'api',
  }),
  searchTimeout: setting({
    name: 'CHARTHOUSE_SEARCH_TIMEOUT',
    default: '10',
    parse: integer(1, 600),
    help: 'seconds after which a search is stopped and answered with 408 and advice',
    part: 'api',
  }),
  searchConnections: setting({
    name: 'CHARTHOUSE_SEARCH_CONNECTIONS',
    default: '4',
    parse: integer(1, 64),
    help: 'searches that run at a time in one worker process; one connection for quick searches is besides',
    part: 'api',
  }),
  referentialIntegrity: setting({
    name: 'CHARTHOUSE_REFERENTIAL_INTEGRITY',
    default: 'on',
    parse: onOff,
    help: 'references within the server must exist, and what is referred to cannot be deleted',
    part: 'api',
  }),
  validation: setting({
    name: 'CHARTHOUSE_VALIDATION',
    default: 'base',
    parse: oneOf('off', 'base', 'profiles'),
    help: 'what is written must keep the base specification (`base`), also the profiles it declares and the definitions of its extensions, as far as they are loaded (`profiles`), or nothing but type and id (`off`)',
    part: 'api',
  }),
  conditionalDeleteLimit: setting({
    name: 'CHARTHOUSE_CONDITIONAL_DELETE_LIMIT',
    default: '1',
    parse: integer(1, 100_000),
    help: 'most resources one conditional delete removes; 1: only single matches',
    part: 'api',
  }),
  audit: setting({
    name: 'CHARTHOUSE_AUDIT',
    default: 'buffered',
    parse: oneOf('buffered', 'durable', 'off'),
    help: '`buffered` writes the access rows of reads up to 20 ms after the answer, those of changes with the change; `durable` answers only when the row is written; `off` records nothing: for measurements on this machine, without sign-in',
    part: 'api',
  }),
  corsOrigins: setting({
    name: 'CHARTHOUSE_CORS',
    default: '',
    parse: origins,
    help: 'origins of web apps that may call the API, such as https://app.example.org, separated by commas; `*`: all',
    part: 'api',
  }),
} as const;

/** Settings of parts that are not built yet: setting one is said to have no effect. */
export const laterSettings: Readonly<Record<string, string>> = {
  CHARTHOUSE_MLLP_PORT: 'the HL7 v2 listener',
};

/** Names the tests and benchmarks of the project use; the product leaves them alone. */
export const foreignSettings: readonly string[] = ['CHARTHOUSE_TEST_DATABASE_URL'];

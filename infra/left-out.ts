import { globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "esbuild";

/** The names that a module exports, each as a function that says why it cannot run; what is a class can be made, and no more. */
function leftOut(path: string): string {
  const source = readFileSync(path, "utf8");
  const names = [...source.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name);
  const classes = new Set([...source.matchAll(/^export class (\w+)/gm)].map(([, name]) => name));
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
  const absent =
    '() => { throw new Error("This part of a package is left out of the bundle; see infra/left-out.ts."); }';
  return [
    `const absent = ${absent};`,
    // Schemas are given these methods when they are made, not when they are used.
    ...[...names, ...renamed].map((n) => {
      if (classes.has(n)) return `export class ${n} {}`;
      return `export const ${n} = ${n?.startsWith("create") ? "() => absent" : "absent"};`;
    }),
  ].join("\n");
}

/** JSON Schema is made from zod's schemas when the contract is generated and never in a Lambda: 17 KB of each bundle. */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  setup(on) {
    const filter = /[\\/]zod[\\/]v4[\\/]core[\\/](?:to-json-schema|json-schema-processors)\.js$/;
    on.onLoad({ filter }, ({ path }) => ({ contents: leftOut(path), loader: "js" }));
  },
};

/**
 * A Lambda's credentials stand in its environment, where the SDK's own provider for that reads them. The chain of all others
 * (profiles, single sign-on, instance metadata) would be looked through before anything else is loaded.
 */
const credentialsOfEnvironment: Plugin = {
  name: "credentials-of-environment",
  setup(on) {
    const contents = 'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";';
    const namespace = "credentials";
    on.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path, resolveDir }) => ({
      ...{ path, namespace, sideEffects: false },
      pluginData: resolveDir,
    }));
    on.onLoad({ filter: /./, namespace }, ({ pluginData }) => ({ contents, resolveDir: pluginData as string }));
  },
};

/** Of the description of its own package the SDK tells its version to the service, and nothing else of it. */
const versionAlone: Plugin = {
  name: "version-alone",
  setup(on) {
    on.onLoad({ filter: /[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/**
 * What the SDK's client for DynamoDB carries for ways that ours does not go (`shared/table/store.ts`): hashes where Node has
 * none, retries of its own, finding endpoints by asking, buckets, instants, profiles, events in a stream, regions told by an
 * instance, logs, and the trail of an invocation. Each says why it cannot run, should it ever be reached.
 */
const UNREACHED = [
  "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js",
  "@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy",
  "@smithy/core/dist-es/submodules/retry/util-retry/DefaultRateLimiter",
  "@smithy/core/dist-es/submodules/retry/util-retry/StandardRetryStrategy",
  "@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3",
  "@smithy/core/dist-es/submodules/client/smithy-client/schemaLogFilter",
  "@smithy/core/dist-es/submodules/serde/date-utils",
  "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion",
  "@smithy/core/dist-es/submodules/config/shared-ini-file-loader/parseIni",
  "@smithy/signature-v4/dist-es/HeaderFormatter",
  "@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/check-features",
  "@aws-sdk/endpoint-cache/dist-es/EndpointCache",
  "@aws/lambda-invoke-store/dist-es/invoke-store",
];
const withoutUnreached: Plugin = {
  name: "without-unreached",
  setup(on) {
    const paths = UNREACHED.map((path) => path.replaceAll("/", "[\\/]")).join("|");
    on.onLoad({ filter: new RegExp(`node_modules[\\/](?:${paths})\\.js$`) }, ({ path }) => ({
      contents: leftOut(path),
      loader: "js",
    }));
  },
};

/** Errors of DynamoDB that say more than their name and message; all others are told by these two alone. */
const TELLING = ["ConditionalCheckFailedException", "TransactionCanceledException"];
const errorsThatTell: Plugin = {
  name: "errors-that-tell",
  setup(on) {
    const schemas = /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;
    const others = new RegExp(`^n0_registry\\.registerError\\((?!${TELLING.join("|")}).*$`, "gm");
    on.onLoad({ filter: schemas }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(others, ""),
      loader: "js",
    }));
  },
};

/**
 * Zod's English, as far as it is ever told: a field's own words come first (`shared/http/issue-words.ts`), and of formats,
 * kinds and sizes only those are named that schemas of the product have.
 */
const ENGLISH = `
import { joinValues, parsedType, stringifyPrimitive } from "../core/util.js";
const units = { string: "characters", array: "items", set: "items", map: "entries" };
const bound = (word, { origin = "value", exact, inclusive }, to, sign) =>
  \`Too \${word}: expected \${origin} to \${units[origin] ? "have" : "be"} \${exact ? "exactly " : sign + (inclusive ? "=" : "")}\${to}\${units[origin] ? " " + units[origin] : ""}\`;
const formatOf = ({ format, pattern }) =>
  format === "regex" ? \`string: must match pattern \${pattern}\` : format;
const told = {
  invalid_type: ({ expected, input }) => \`Invalid input: expected \${expected}, received \${parsedType(input)}\`,
  invalid_value: ({ values }) => values.length === 1
    ? \`Invalid input: expected \${stringifyPrimitive(values[0])}\`
    : \`Invalid option: expected one of \${joinValues(values, "|")}\`,
  too_big: (issue) => bound("big", issue, issue.maximum, "<"),
  too_small: (issue) => bound("small", issue, issue.minimum, ">"),
  invalid_format: (issue) => \`Invalid \${formatOf(issue)}\`,
  not_multiple_of: ({ divisor }) => \`Invalid number: must be a multiple of \${divisor}\`,
  unrecognized_keys: ({ keys }) => \`Unrecognized key\${keys.length > 1 ? "s" : ""}: \${joinValues(keys, ", ")}\`,
  invalid_key: ({ origin }) => \`Invalid key in \${origin}\`,
  invalid_element: ({ origin }) => \`Invalid value in \${origin}\`,
};
export default () => ({ localeError: (issue) => told[issue.code]?.(issue) ?? "Invalid input" });`;
const englishAsTold: Plugin = {
  name: "english-as-told",
  setup(on) {
    on.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]en\.js$/ }, () => ({ contents: ENGLISH, loader: "js" }));
  },
};

/** What is read of a text or of a row never holds itself, so zod need not look for that. */
const ACYCLIC = `
export class $ZodCyclicError extends Error {}
export const memoizer = () => undefined;
export const isRecursiveSchema = () => false;
export const isBackEdge = () => false;`;
const withoutCycles: Plugin = {
  name: "without-cycles",
  setup(on) {
    on.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/]memoizer\.js$/ }, () => ({ contents: ACYCLIC, loader: "js" }));
  },
};

/** A method of zod's schemas, and a call of one by name; what is called on zod itself is a function and stays. */
const METHOD = /^ {4}(\w+)\([^)]*\) \{\n(?: {8}.*\n|\n)*? {4}\},?\n/gm;
const CALLED = /(?<!\b(?:z|iso|core|checks|schemas|parse|util))\.(\w+)\(/g;

const callsIn = (folder: string, ending: string): string[] =>
  globSync(`${folder}/**/*${ending}`).flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(CALLED)].map(([, name = ""]) => name),
  );

/**
 * The methods of zod's schemas that nothing calls, such as those of a dozen formats, with the classes, checks and patterns
 * that they alone lead to: 3 KB of each bundle.
 */
const methodsAsCalled: Plugin = {
  name: "methods-as-called",
  setup(on) {
    let called: ReadonlySet<string> | undefined;
    on.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, ({ path }) => {
      called ??= new Set([
        ...["functions", "shared"].flatMap((folder) => callsIn(resolve(import.meta.dirname, "..", folder), ".ts")),
        ...callsIn(dirname(path), ".js"),
      ]);
      const contents = readFileSync(path, "utf8").replace(METHOD, (method, name) => (called?.has(name) ? method : ""));
      return { contents, loader: "js" };
    });
  },
};

/**
 * DynamoDB's address in a region: the partitions' domain is all that of the SDK's rules could ever apply (ours names no
 * account, no FIPS and no dual stack). An address that the environment names comes first, as in the SDK.
 */
const ENDPOINT_RESOLVER = `
const domains = { cn: "amazonaws.com.cn" };
export const defaultEndpointResolver = ({ Endpoint, Region = "" }) => {
  if (Endpoint) return { url: new URL(Endpoint) };
  if (/-iso|^eusc-/.test(Region)) throw new Error("AWS_ENDPOINT_URL_DYNAMODB must say where DynamoDB is in " + Region + ".");
  return { url: new URL("https://dynamodb." + Region + "." + (domains[Region.split("-")[0]] ?? "amazonaws.com")) };
};`;
const endpointOfRegion: Plugin = {
  name: "endpoint-of-region",
  setup(on) {
    const resolver = /[\\/]client-dynamodb[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/;
    on.onLoad({ filter: resolver }, () => ({ contents: ENDPOINT_RESOLVER, loader: "js" }));
    // What is left of the partitions is a prefix of the agent's name, which nobody sets.
    on.onLoad({ filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partition\.js$/ }, ({ path }) => ({
      contents: `${leftOut(path).replace(/^.*\bgetUserAgentPrefix\b.*$/m, "")}\nexport const getUserAgentPrefix = () => "";`,
      loader: "js",
    }));
  },
};

/** What every bundle leaves out. */
export const LEAVING_OUT = [
  withoutJsonSchema,
  withoutUnreached,
  credentialsOfEnvironment,
  endpointOfRegion,
  versionAlone,
  errorsThatTell,
  englishAsTold,
  withoutCycles,
  methodsAsCalled,
];

/**
 * What a field is for (words, and a copy of the schema that they are put on), and what a route and an index do, as the
 * contract and the forms say it.
 */
const WORDS =
  /\b(?:summary|answers):\s*"(?:[^"\\\n]|\\.)*",?|\.describe\(\s*(?:"(?:[^"\\\n]|\\.)*"|`[^`$]*`)\s*,?\s*\)/g;
/** Whoever carries this tells them. */
export const DESCRIBING = "shared/records/described.ts";

/** Requests that show how a route is called. They stand in the contract alone, which is made at build time. */
const EXAMPLE = /\bexample:\s*(?=\{)/g;
/** Texts, in which a brace closes nothing. */
const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|\/\/[^\n]*/y;

/** Where the braces that begin at a place end. */
function endOfBraces(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    TEXT.lastIndex = at;
    const text = TEXT.exec(source)?.[0];
    if (text !== undefined) at += text.length - 1;
    else if (source[at] === "{") depth++;
    else if (source[at] === "}" && --depth === 0) return at + 1;
  }
  throw new Error(`The braces at ${from} do not end.`);
}

const blank = (text: string): string => text.replace(/[^\n]/g, "");

function withoutExamples(source: string): string {
  let out = "";
  let at = 0;
  for (const { index, 0: head } of source.matchAll(EXAMPLE)) {
    if (index < at) continue;
    const end = endOfBraces(source, index + head.length);
    const next = source[end] === "," ? end + 1 : end;
    out += source.slice(at, index) + blank(source.slice(index, next));
    at = next;
  }
  return out + source.slice(at);
}

/** Leaves the words out where nobody tells them: a tenth of what our own code weighs, and of the time that schemas take. */
export const withoutWords: Plugin = {
  name: "without-words",
  setup(on) {
    const filter = new RegExp(`^${resolve(import.meta.dirname, "..")}/(?:functions|shared)/.*\\.ts$`);
    on.onLoad({ filter }, ({ path }) => {
      // Lines stay where they were, for those who read a trace.
      const contents = withoutExamples(readFileSync(path, "utf8")).replace(WORDS, blank);
      return { contents, loader: "ts" };
    });
  },
};

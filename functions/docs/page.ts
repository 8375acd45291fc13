import type { OpenApi } from "../../shared/contract/openapi.ts";
import { escapeHtml, headOf, renderCall, textOf } from "./call.ts";
import { isSigned, operationsOf } from "./curl.ts";
import { CALLS_SCRIPT, SCRIPT, STYLE } from "./style.ts";

const LOCAL_ORIGIN = "http://127.0.0.1:3000";

const credential = (path: string): string =>
  `$(node -p 'JSON.parse(fs.readFileSync(".local/credentials.json","utf8")).${path}')`;

function beginning(document: OpenApi): string {
  const signs = operationsOf(document).some(({ operation }) => isSigned(operation));
  const lines = [
    `export CASHLOOP_URL=<span id="origin">${LOCAL_ORIGIN}</span>`,
    `export CASHLOOP_KEY=${escapeHtml(credential("tenant.adminKey"))}`,
    `export CASHLOOP_OPERATOR_KEY=${escapeHtml(credential("operatorKey"))}`,
    ...(signs
      ? [
          `export CASHLOOP_WEBHOOK_PATH=${escapeHtml(credential("webhookPath"))}`,
          `export CASHLOOP_SIGNING_SECRET=${escapeHtml(credential("signingSecret"))}`,
        ]
      : []),
  ];
  return `<h2 id="begin">Begin</h2>
<p>On the local stack, in the project's folder, these lines make every example below run as pasted: they name records of
the demo tenant, and a post carries an idempotency key, so that pasting it twice does no harm. Elsewhere set the address
and a key of your own.</p><pre>${lines.join("\n")}</pre>`;
}

const CONVENTIONS: [string, string][] = [
  [
    "Credential",
    "<code>Authorization: Bearer</code> with a user's access token or an API key. The tenant comes from it.",
  ],
  [
    "Money",
    "Integers of minor units (<code>amountMinor</code>) next to an ISO 4217 <code>currency</code>; shares in <code>basisPoints</code>, 10000 are the whole.",
  ],
  ["Time", "<code>…At</code> is an RFC 3339 instant in UTC, <code>…On</code> a civil date in the tenant's time zone."],
  [
    "Idempotency",
    "Every POST takes an <code>Idempotency-Key</code>: the same body gets the first answer again, another body is refused.",
  ],
  ["Versions", "Replies carry an <code>ETag</code>; send it as <code>If-Match</code> to change exactly what you read."],
  [
    "Lists",
    "<code>limit</code>, <code>cursor</code> and <code>sort</code>, equality filters by field name, ranges as <code>field.gte</code>. What is not declared is refused.",
  ],
  ["Errors", "<code>application/problem+json</code> with a stable <code>code</code>; a 4xx has written nothing."],
];

/** A tenant's own fields are no secret of the contract's, but of the tenant's: they are asked for with its key. */
const OWN_FIELDS = `<h2 id="own">Your own fields</h2>
<p>A key of your tenant (or an access token) shows the fields that it has given its records. It is sent to this API alone
and forgotten with the page; <code>GET /v1/custom-fields/contract</code> has them as JSON Schema.</p>
<p><input id="own-key" type="password" autocomplete="off" placeholder="Key" aria-label="Key"> <button id="own-show" type="button">Show</button></p>
<p id="own-told" class="soft" role="status"></p><div class="scroll"><table id="own-rows"></table></div>`;

function problems(document: OpenApi): string {
  const rows = Object.entries(document["x-problems"]).map(
    ([code, { status, meaning }]) =>
      `<tr id="problem-${code}"><td>${status}</td><td><code>${code}</code></td><td>${escapeHtml(meaning)}</td></tr>`,
  );
  return `<h2 id="problems">Problem codes</h2><div class="scroll"><table><tr><th>Status</th><th>Code</th><th>What to do</th></tr>${rows.join("")}</table></div>`;
}

type Operations = ReturnType<typeof operationsOf>;

/** A page that loads nothing else. */
const whole = (
  title: string,
  main: string,
  script: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${main}</main><script>${script}</script></body></html>
`;

const FIND = '<p><input type="search" placeholder="Find a call" aria-label="Find a call"></p>';

const callsOf = (operations: Operations, name: string): Operations =>
  operations.filter(({ operation }) => operation.tags.includes(name));

/** A module's calls, each a line that leads to the module's page. */
function listed(name: string, calls: Operations): string {
  const lines = calls.map((call) => {
    const { operationId } = call.operation;
    return `<p class="call" id="${operationId}" data-text="${textOf(call)}"><a href="/docs/${name}#${operationId}">${headOf(call)}</a></p>`;
  });
  return `<section class="module"><h2 id="${name}"><a href="/docs/${name}">${name}</a></h2>${lines.join("")}</section>`;
}

/** How to begin, what holds for all calls, and the calls by module, each with a page of its own. */
export function renderPage(document: OpenApi): string {
  const { title, version, description } = document.info;
  const operations = operationsOf(document);
  const names = document.tags.map((tag) => tag.name);
  const conventions = CONVENTIONS.map(([name, text]) => `<tr><td>${name}</td><td>${text}</td></tr>`).join("");
  const links = [...names, "own", "problems"].map((name) => `<a href="#${name}">${name}</a>`).join("");
  return whole(
    `${title} API`,
    `<h1>${escapeHtml(title)} API</h1><p class="soft">Version ${escapeHtml(version)} · <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
<p>${escapeHtml(description)}</p>${beginning(document)}
<h2 id="conventions">Conventions</h2><div class="scroll"><table>${conventions}</table></div>
${OWN_FIELDS}
<h2 id="calls">Calls</h2>${FIND}<nav>${links}</nav>
${names.map((name) => listed(name, callsOf(operations, name))).join("\n")}${problems(document)}`,
    SCRIPT,
  );
}

/** The calls of one module; `undefined` where there is no such module. */
export function renderModule(document: OpenApi, name: string): string | undefined {
  if (!document.tags.some((tag) => tag.name === name)) return undefined;
  const { title } = document.info;
  const calls = callsOf(operationsOf(document), name);
  return whole(
    `${name} · ${title} API`,
    `<p><a href="/docs">${escapeHtml(title)} API</a></p><h1>${name}</h1>
<p class="soft">The lines under <a href="/docs#begin">Begin</a> make every example run as pasted.</p>${FIND}
<section class="module">${calls.map((call) => renderCall(document, call)).join("")}</section>`,
    CALLS_SCRIPT,
  );
}

import type { JsonSchema } from "../../shared/contract/json-schema.ts";
import type { OpenApi, Operation } from "../../shared/contract/openapi.ts";
import type { Parameter } from "../../shared/contract/parameters.ts";
import { curlOf } from "./curl.ts";

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Nested fields are told down to this depth; deeper ones stand in openapi.json. */
const DEPTH_MAX = 3;

const nameOf = (ref: string): string => ref.split("/").at(-1) ?? "";

const resolved = (document: OpenApi, schema: JsonSchema): JsonSchema =>
  schema.$ref ? (document.components.schemas[nameOf(schema.$ref)] ?? {}) : schema;

/** A schema's bounds in a few words. */
function boundsOf(schema: JsonSchema): string {
  const range = (low: unknown, high: unknown, unit: string): string[] => {
    if (low === undefined && high === undefined) return [];
    const words = low === undefined ? `at most ${high}` : high === undefined ? `at least ${low}` : `${low} to ${high}`;
    return [`${words}${unit}`];
  };
  return [
    ...range(schema.minLength, schema.maxLength, " characters"),
    ...range(schema.minimum, schema.maximum, ""),
    ...range(schema.minItems, schema.maxItems, " items"),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ...(schema.pattern ? [`matches ${schema.pattern}`] : []),
  ].join(", ");
}

function typeWords(document: OpenApi, given: JsonSchema): string {
  const schema = resolved(document, given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return [...new Set(choices.map((choice) => typeWords(document, choice)))].join(" | ");
  if (schema.type === "array") return `list of ${schema.items ? typeWords(document, schema.items) : "anything"}`;
  const types = [schema.type ?? "anything"].flat();
  return types.map((type) => (type === "string" ? (schema.format ?? type) : type)).join(" | ");
}

type Field = { name: string; type: string; required: boolean; text: string };

/** The fields of a schema, nested ones by their path (`lines[].quantity`). */
function fieldsOf(document: OpenApi, given: JsonSchema, path = "", depth = 0): Field[] {
  const schema = resolved(document, given);
  if (depth > DEPTH_MAX) return [];
  if (schema.type === "array" && schema.items) return fieldsOf(document, schema.items, `${path}[]`, depth);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    const all = choices.flatMap((choice) => fieldsOf(document, choice, path, depth));
    return all.filter((field, n) => all.findIndex((other) => other.name === field.name) === n);
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path ? `${path}.${name}` : name;
    const text = [field.description, boundsOf(resolved(document, field))].filter(Boolean).join(". ");
    const own = {
      name: at,
      type: typeWords(document, field),
      required: schema.required?.includes(name) ?? false,
      text,
    };
    return [own, ...fieldsOf(document, field, at, depth + 1)];
  });
}

const table = (head: string[], rows: string[][]): string => {
  const cells = (tag: string, row: string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<div class="scroll"><table>${cells("th", head)}${rows.map((row) => cells("td", row)).join("")}</table></div>`;
};

const mark = (required: boolean): string => (required ? "required" : "");

function fieldTable(document: OpenApi, schema: JsonSchema, asksFor: boolean): string {
  const rows = fieldsOf(document, schema).map((f) => [
    `<code>${escapeHtml(f.name)}</code>`,
    escapeHtml(f.type),
    ...(asksFor ? [mark(f.required)] : []),
    escapeHtml(f.text),
  ]);
  return rows.length === 0 ? "" : table(["Field", "Type", ...(asksFor ? [""] : []), ""], rows);
}

function parameterTable(document: OpenApi, parameters: Parameter[]): string {
  const rows = parameters.map((given) => {
    const shared = "$ref" in given ? document.components.parameters[nameOf(given.$ref)] : given;
    const p = shared as Exclude<Parameter, { $ref: string }>;
    const text = [p.description, boundsOf(p.schema)].filter(Boolean).join(" ");
    return [
      `<code>${escapeHtml(p.name)}</code>`,
      p.in,
      escapeHtml(typeWords(document, p.schema)),
      mark(p.required === true),
      escapeHtml(text),
    ];
  });
  return `<h3>Parameters</h3>${table(["Name", "In", "Type", "", ""], rows)}`;
}

function replyPart(document: OpenApi, status: string, operation: Operation): string {
  const schema = operation.responses[status]?.content?.["application/json"]?.schema;
  return `<h3>Reply ${status}</h3>${schema ? fieldTable(document, schema, false) : ""}`;
}

function errorPart(document: OpenApi, statuses: string[]): string {
  const items = statuses.map((status) => {
    const codes = Object.entries(document["x-problems"]).filter(([, problem]) => String(problem.status) === status);
    return `${status} ${codes.map(([code]) => `<a href="#problem-${code}">${code}</a>`).join(", ")}`;
  });
  return `<h3>Errors</h3><p class="soft">${items.join(" · ")}</p>`;
}

type Shown = { method: string; path: string; operation: Operation };

/** What a call is found by. */
export const textOf = ({ method, path, operation }: Shown): string =>
  escapeHtml(`${method} ${path} ${operation.summary}`.toLowerCase());

/** What a call is and does, in a line and a half. */
export const headOf = ({ method, path, operation }: Shown): string =>
  `<span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code><br><small>${escapeHtml(operation.summary)}</small>`;

/** One call: what it needs, takes and answers, and an example to paste. */
export function renderCall(document: OpenApi, { method, path, operation }: Shown): string {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const statuses = Object.keys(operation.responses);
  const [status = "200"] = statuses.filter((s) => s.startsWith("2"));
  const parts = [
    `<p>Permission: <code>${escapeHtml(operation["x-permission"])}</code></p>`,
    operation["x-editions"] ? `<p>Editions: ${escapeHtml(operation["x-editions"].join(", "))}</p>` : "",
    `<h3>Example</h3><pre class="example" id="example-${operation.operationId}">${escapeHtml(curlOf(method, path, operation))}</pre>`,
    operation.parameters ? parameterTable(document, operation.parameters) : "",
    body ? `<h3>Body</h3>${fieldTable(document, body, true)}` : "",
    replyPart(document, status, operation),
    errorPart(
      document,
      statuses.filter((s) => !s.startsWith("2")),
    ),
  ];
  const call = { method, path, operation };
  return `<details class="call" id="${operation.operationId}" data-text="${textOf(call)}"><summary>${headOf(call)}</summary><div>${parts.join("")}</div></details>`;
}

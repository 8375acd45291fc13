import type { JsonSchema } from "./json-schema.ts";
import type { OpenApi, Operation } from "./openapi.ts";

const HEAD = `/** Generated from the route declarations by "npm run generate"; do not edit. */\n`;

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const nameOf = (ref: string): string => ref.split("/").at(-1) ?? "";
const union = (parts: string[]): string => [...new Set(parts)].join(" | ");

function objectType(schema: JsonSchema): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const fields = Object.entries(properties).map(
    ([name, field]) => `${quoted(name)}${required.includes(name) ? "" : "?"}: ${typeOf(field)}`,
  );
  if (fields.length > 0) return `{ ${fields.join("; ")} }`;
  const values = typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown";
  return additionalProperties === false ? "Record<string, never>" : `Record<string, ${values}>`;
}

/** A JSON Schema as a TypeScript type. What TypeScript cannot say (bounds, patterns) is left to the server. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return union(choices.map(typeOf));
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(" & ");
  const { type } = schema;
  if (Array.isArray(type)) return union(type.map((one) => typeOf({ ...schema, type: one })));
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `(${schema.items ? typeOf(schema.items) : "unknown"})[]`;
    case "object":
      return objectType(schema);
    default:
      return "unknown";
  }
}

const bodyOf = (operation: Operation): JsonSchema | undefined =>
  operation.requestBody?.content["application/json"]?.schema;

function replyOf(operation: Operation): string {
  const [, response] = Object.entries(operation.responses).find(([status]) => status.startsWith("2")) ?? [];
  const schema = response?.content?.["application/json"]?.schema;
  return schema ? typeOf(schema) : "unknown";
}

function queryOf(operation: Operation, shared: OpenApi["components"]["parameters"]): string[] {
  return (operation.parameters ?? []).flatMap((given) => {
    const parameter = "$ref" in given ? (shared[nameOf(given.$ref)] as typeof given & { in: string }) : given;
    if (!("name" in parameter) || parameter.in !== "query") return [];
    return [`${quoted(parameter.name)}${parameter.required ? "" : "?"}: ${typeOf(parameter.schema)}`];
  });
}

function routeType(document: OpenApi, method: string, path: string, operation: Operation): string {
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `${name}: string`);
  const query = queryOf(operation, document.components.parameters);
  const body = bodyOf(operation);
  const parts = [
    ...(params.length > 0 ? [`params: { ${params.join("; ")} }`] : []),
    ...(query.length > 0
      ? [`query${query.some((q) => !/^("[^"]+"|\w+)\?/.test(q)) ? "" : "?"}: { ${query.join("; ")} }`]
      : []),
    ...(body ? [`body: ${typeOf(body)}`] : []),
    `reply: ${replyOf(operation)}`,
  ];
  return `  /** ${operation.summary} */\n  ${JSON.stringify(`${method.toUpperCase()} ${path}`)}: {\n    ${parts.join(";\n    ")};\n  };`;
}

/** The types of every call and every noun, as one module without imports. */
export function typeScript(document: OpenApi): string {
  const types = Object.entries(document.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
  );
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => routeType(document, method, path, operation)),
  );
  return `${HEAD}\nexport type Routes = {\n${routes.join("\n")}\n};\n\n${types.join("\n")}\n`;
}

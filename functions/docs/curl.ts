import { type Finding, filledPath } from "../../shared/contract/examples.ts";
import type { OpenApi, Operation } from "../../shared/contract/openapi.ts";

/** Text within single quotes of a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const urlOf = (path: string, { params, query }: Operation["x-example"]): string => {
  const search = new URLSearchParams(query).toString();
  return `${filledPath(path, params)}${search ? `?${search}` : ""}`;
};

/** The variable that holds the key which a call needs. */
const keyOf = (operation: Operation): string | undefined => {
  if (operation["x-permission"] === "public") return undefined;
  return operation["x-permission"] === "operator" ? "CASHLOOP_OPERATOR_KEY" : "CASHLOOP_KEY";
};

/** A bank calls the path that it was given with its secret; others that sign call the path of the example. */
const BANK_PATH = "$CASHLOOP_WEBHOOK_PATH";
const isBanks = (path: string): boolean => path.startsWith("/v1/webhooks/bank/");

/** How a bank signs: the lines before the call, and the headers of the call. */
function signed(body: string, operation: Operation): { before: string[]; headers: string[] } {
  return {
    before: [
      `BODY=${shellQuoted(body)}`,
      `ID=${operation.operationId}-1 AT=$(date +%s)`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it.
      'KEY=$(printf %s "${CASHLOOP_SIGNING_SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d " \\n")',
      'SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64)',
    ],
    headers: ['"webhook-id: $ID"', '"webhook-timestamp: $AT"', '"webhook-signature: v1,$SIGNATURE"'],
  };
}

/** True for calls that carry a signature instead of a credential: the webhooks. Other public calls carry neither. */
export const isSigned = (operation: Operation): boolean =>
  operation["x-permission"] === "public" && operation.operationId.startsWith("postWebhooks");

/** The example of a call as a shell command, to be pasted as it is. */
export function curlOf(method: string, path: string, operation: Operation): string {
  const example = operation["x-example"];
  const hasBody = operation.requestBody !== undefined;
  const body = JSON.stringify(example.body ?? {});
  const key = keyOf(operation);
  const signing = isSigned(operation) ? signed(body, operation) : { before: [], headers: [] };
  const idempotency = method === "post" && key ? [`-H "Idempotency-Key: docs-${operation.operationId}"`] : [];
  const lines = [
    `curl -sS -X ${method.toUpperCase()} "$CASHLOOP_URL${isBanks(path) ? BANK_PATH : urlOf(path, example)}"`,
    ...(key ? [`-H "Authorization: Bearer $${key}"`] : []),
    ...signing.headers.map((header) => `-H ${header}`),
    ...(hasBody ? ['-H "Content-Type: application/json"'] : []),
    ...idempotency,
    ...(hasBody ? [`-d ${isSigned(operation) ? '"$BODY"' : shellQuoted(body)}`] : []),
  ];
  const find = isBanks(path) ? [] : (example.find ?? []);
  const command = withVariables([...signing.before, lines.join(" \\\n  ")].join("\n"), find);
  const note = example.note ? [`# ${example.note}`] : [];
  return [...note, ...find.map((finding) => findingLine(finding, key ?? "CASHLOOP_KEY")), command].join("\n");
}

/** Reads the id of the first record of a list. */
const FIRST_ID = `node -p 'JSON.parse(fs.readFileSync(0,"utf8")).items[0].id'`;

const findingLine = ({ variable, path }: Finding, key: string): string =>
  `${variable}=$(curl -sS "$CASHLOOP_URL${path}" -H "Authorization: Bearer $${key}" | ${FIRST_ID})`;

/** The command with the ids of found records as variables; a single-quoted text is left for them and begun again. */
function withVariables(command: string, find: readonly Finding[]): string {
  let inSingle = false;
  const parts = command.split("'").map((part) => {
    const replaced = find.reduce(
      (text, { id, variable }) => text.replaceAll(id, inSingle ? `'"$${variable}"'` : `$${variable}`),
      part,
    );
    inSingle = !inSingle;
    return replaced;
  });
  return parts.join("'");
}

/** Every call of the document with its method and path, in the document's order. */
export const operationsOf = (document: OpenApi): { method: string; path: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

import { LISTED } from "../../functions/console/app/settings/list.ts";
import { entities } from "../../functions/streams/entities.ts";

type Schema = { $ref?: string; [key: string]: unknown };
type Operation = {
  "x-permission"?: string;
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

/** A filter is a language of its own, which the console has an editor for. */
const FILTER = "#/components/schemas/Filter";

/** A schema with every part that it refers to in its place. */
function whole(document: object, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((one) => whole(document, one));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref } = schema as Schema;
  if ($ref === FILTER) return { format: "filter" };
  if ($ref !== undefined) {
    const steps = $ref.split("/").slice(1);
    return whole(
      document,
      steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document),
    );
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(document, value)]));
}

/** What the console's settings are drawn from: for each of their list the schema of what is written, and who may do what. */
export function setupFile(document: object): string {
  const { paths } = document as Document;
  const entries = LISTED.map(({ path, noun }) => {
    if (!entities.some((one) => one.noun === noun && one.audited)) throw new Error(`Nothing of ${noun} has a history.`);
    const { get, put, post } = paths[path] ?? {};
    const writing = put ?? post;
    const body = writing?.requestBody?.content["application/json"]?.schema;
    if (!get || !writing || !body) throw new Error(`${path} cannot be set up: it is not both read and written.`);
    const schema = whole(document, body) as { properties?: Record<string, unknown> };
    const { id: _, ...properties } = schema.properties ?? {};
    return [
      path,
      {
        kind: put ? "setting" : "kept",
        read: get["x-permission"],
        write: writing["x-permission"],
        archives: paths[`${path}/{id}/archive`] !== undefined,
        schema: { ...schema, properties },
      },
    ] as const;
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`;
}

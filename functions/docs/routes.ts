import { notFound } from "../../shared/fault.ts";
import { Reply, type Route, route } from "../../shared/http/route.ts";

/** Callers and proxies may keep both this long; they change with a deployment only. */
const KEPT_SECONDS = 300;

const kept = (contentType: string): Record<string, string> => ({
  "content-type": contentType,
  "cache-control": `public, max-age=${KEPT_SECONDS}`,
});

/** The page runs its own inline script and style, loads nothing, and asks this API alone. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE_HEADERS = { ...kept("text/html; charset=utf-8"), "content-security-policy": PAGE_POLICY };

/** Unpacked when first asked for: the document is generated from all modules, this one included. */
async function document(): Promise<string> {
  const [{ gunzipSync }, { packed }] = await Promise.all([import("node:zlib"), import("./generated/packed.ts")]);
  return gunzipSync(Buffer.from(packed, "base64")).toString();
}

const openApi = route({
  method: "GET",
  path: "/openapi.json",
  permission: "public",
  summary: "This contract as an OpenAPI 3.1 document.",
  example: {},
  run: async () => new Reply(200, await document(), kept("application/json; charset=utf-8")),
});

const page = route({
  method: "GET",
  path: "/docs",
  permission: "public",
  summary: "This contract as pages: how to begin, what holds for all calls, and every call by its module.",
  example: {},
  run: async () => {
    const [{ renderPage }, contract] = await Promise.all([import("./page.ts"), document()]);
    return new Reply(200, renderPage(JSON.parse(contract)), PAGE_HEADERS);
  },
});

const modulePage = route({
  method: "GET",
  path: "/docs/{module}",
  permission: "public",
  summary: "The calls of one module as a page: each with parameters, body, errors and an example to paste.",
  example: { params: { module: "accounts" } },
  run: async ({ params: { module = "" } }) => {
    const [{ renderModule }, contract] = await Promise.all([import("./page.ts"), document()]);
    const html = renderModule(JSON.parse(contract), module);
    if (html === undefined) throw notFound("module", module);
    return new Reply(200, html, PAGE_HEADERS);
  },
});

export const routes: Route[] = [openApi, page, modulePage];

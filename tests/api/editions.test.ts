import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, TIME_ZONE } from "../support/tenant.ts";

const stack = useStack();

type Told = { "x-permission": string; "x-editions"?: string[]; responses: Record<string, unknown> };

test("an edition is told by the contract of every call that it lacks, and by the console's nouns", async () => {
  const input = { name: "云帆", locale: "en", timeZone: TIME_ZONE, currency: "CNY" };
  const licence = { state: "registered", edition: "marketing" };
  const { adminKey } = await made(stack().api(stack().operatorKey), "/v1/tenants", { ...input, licence });
  const admin = stack().api(String(adminKey));
  const { paths } = (await admin.get("/openapi.json")).body as { paths: Record<string, Record<string, Told>> };
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => ({ method: method.toUpperCase(), path, told })),
  );
  const isLacking = ({ "x-editions": has }: Told): boolean => has !== undefined && !has.includes("marketing");
  const isTenants = ({ "x-permission": asked }: Told): boolean => asked.includes(".");
  // What it has is only read here: what it writes would be done.
  const asked = calls.filter(({ method, told }) => isTenants(told) && (isLacking(told) || method === "GET"));
  const wrong: string[] = [];
  for (const { method, path, told } of asked) {
    const { status, body } = await admin.request(method, path.replace(/\{\w+\}/g, "x"));
    const isRefused = status === 402 && body.code === "edition_required";
    if (isRefused !== isLacking(told)) wrong.push(`${method} ${path} ${status}`);
  }
  expect(wrong).toEqual([]);
  expect(calls.filter(({ told }) => isLacking(told)).length).toBeGreaterThan(200);
  const untold = calls.filter(({ told }) => told["x-editions"] && !("402" in told.responses));
  expect(untold.map(({ path }) => path)).toEqual([]);
  const { items } = (await admin.get("/v1/nouns")).body as { items: { noun: string; path: string }[] };
  const shut = items.filter(({ path }) => paths[path]?.get && isLacking(paths[path].get));
  expect([shut, items.some(({ noun }) => noun === "lead")]).toEqual([[], true]);
});

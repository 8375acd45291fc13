import { beforeAll, expect, test } from "@jest/globals";
import { EDGE_HEADER, VIEWER_HEADER } from "../../shared/http/source.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";
import { inOneWindow } from "../support/window.ts";

const KEY = "k".repeat(40);
const stack = useStack({ env: { EDGE_KEY: KEY } });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await openTenant(stack());
});

/** Where the history says that a call came from which bore these headers. */
async function cameFrom(headers: Record<string, string>): Promise<string> {
  const { id } = (await tenant.admin.post("/v1/accounts", { name: "云帆" }, headers)).body;
  await stack().settled();
  const [entry] = (await tenant.admin.get(`/v1/audit-entries?recordId=${id}`)).body.items;
  return entry.from;
}

test("a call that CloudFront hands on comes from its viewer; others come from where they come, whatever they say", async () => {
  await made(tenant.admin, "/v1/accounts", { name: "甲" });
  const viewer = { [VIEWER_HEADER]: "198.51.100.7" };
  expect(await cameFrom({ ...viewer, [EDGE_HEADER]: KEY })).toBe("198.51.100.7");
  const own = await cameFrom({});
  expect(own).not.toBe("198.51.100.7");
  for (const key of ["", "k", "x".repeat(40), `${KEY}k`]) {
    expect([key, await cameFrom({ ...viewer, [EDGE_HEADER]: key })]).toEqual([key, own]);
  }
});

test("each viewer is braked by itself", async () => {
  const stranger = (address: string) =>
    stack()
      .api()
      .get("/v1/accounts", { [VIEWER_HEADER]: address, [EDGE_HEADER]: KEY });
  await inOneWindow(stack(), async () => {
    const many = await Promise.all(Array.from({ length: 700 }, () => stranger("198.51.100.8")));
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect((await stranger("198.51.100.9")).status).toBe(401);
  });
});

import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../../functions/modules.ts";
import { useStack } from "../../support/stack.ts";
import { PACKAGES } from "./made.ts";

describe("the finished bundles", () => {
  const packaged = lambdas.map((lambda) => ({ ...lambda, entry: `${lambda.name}/index.mjs` }));
  const stack = useStack({ root: PACKAGES, lambdas: packaged });

  test("serve: a tenant is opened, an account made, found, and walled off from the next tenant", async () => {
    const operator = stack().api(stack().operatorKey);
    const open = (name: string) =>
      operator.post("/v1/tenants", { name, locale: "en", timeZone: "UTC", currency: "EUR" });
    const [first, second] = [await open("First"), await open("Second")];
    expect([first.status, second.status]).toEqual([201, 201]);
    const [api, other] = [stack().api(first.body.adminKey), stack().api(second.body.adminKey)];
    const made = await api.post("/v1/accounts", { name: "Northwind" });
    expect(made.status).toBe(201);
    expect((await api.get("/v1/accounts")).body.items.map((a: { id: string }) => a.id)).toEqual([made.body.id]);
    expect((await other.get(`/v1/accounts/${made.body.id}`)).status).toBe(404);
    expect((await stack().api("ck_no.body.at-all-known-to-anybody").get("/v1/accounts")).status).toBe(401);
  });

  test("of the stream's consumers keep the history of a change", async () => {
    const operator = stack().api(stack().operatorKey);
    const { body } = await operator.post("/v1/tenants", {
      name: "Third",
      locale: "en",
      timeZone: "UTC",
      currency: "EUR",
    });
    const api = stack().api(body.adminKey);
    const made = await api.post("/v1/accounts", { name: "Fabrikam" });
    await stack().settled();
    const history = await api.get(`/v1/audit-entries?recordId=${made.body.id}`);
    expect([history.status, history.body.items?.length]).toEqual([200, 1]);
  });
});

import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
/** No row holds these; between 0 and 1e-130 a number is 0 for everybody. */
const TINY = ["5e-324", "-5e-324", "1e-200", `0.${"0".repeat(150)}1`];
const HUGE = ["1e126", "-1e200", "1.7976931348623157e308", `1${"0".repeat(130)}`];

test("a number that no row holds is 0 where it is tiny, and refused by its field where it is huge", async () => {
  const { admin } = await openTenant(stack());
  const key = "factor";
  await made(admin, "/v1/custom-fields", { noun: "account", key, label: "系数", type: "decimal" });
  const headers = { "content-type": "application/json" };
  const bodies = (number: string): [path: string, field: RegExp, body: string][] => [
    ["/v1/accounts", /^custom/, `{"name":"云帆","custom":{"${key}":${number}}}`],
    [
      "/v1/directory-segments",
      /^filter/,
      `{"name":"a","filter":{"all":[{"field":"size","op":"gte","value":${number}}]}}`,
    ],
    [
      "/v1/views",
      /^filter/,
      `{"name":"a","noun":"account","filter":{"all":[{"field":"custom.${key}","op":"gte","value":${number}}]}}`,
    ],
  ];
  for (const number of TINY) {
    for (const [path, , body] of bodies(number)) {
      const reply = await admin.post(path, body, headers);
      expect([path, number, reply.status, reply.status < 300 ? "" : reply.body]).toEqual([path, number, 201, ""]);
      if (path === "/v1/accounts") expect(reply.body.custom[key]).toBe(0);
    }
  }
  for (const number of HUGE) {
    for (const [path, field, body] of bodies(number)) {
      const reply = await admin.post(path, body, headers);
      expect([path, number, reply.status]).toEqual([path, number, 422]);
      expect(reply.body.errors[0].path).toMatch(field);
    }
  }
  const event = (number: string, n: number) =>
    `{"events":[{"insertId":"event-${n}","name":"seen","at":"2026-11-23T00:00:00Z","anonymousId":"browser-1","properties":{"n":${number}}}]}`;
  for (const [n, number] of [...TINY, ...HUGE].entries()) {
    const { status, body } = await admin.post("/v1/events", event(number, n), headers);
    const isTiny = TINY.includes(number);
    expect([number, status, body.rejected?.length ?? 0]).toEqual([number, status, isTiny ? 0 : 1]);
    expect(status).toBeLessThan(300);
  }
});

import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { comingBetween } from "../support/between.ts";
import { reaching } from "../support/reached.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const between = comingBetween();
const stack = useStack({
  lambdas: lambdas.filter(({ name, kind }) => kind !== "schedule" && name !== "sender"),
  interceptor: between.interceptor,
});

test("what somebody sends who leaves at that moment goes to nobody, and says why", async () => {
  const { admin, person, agreed } = await reaching(stack());
  const sender = await person({ roles: ["admin"] });
  const people = await Promise.all([agreed(["sms"]), agreed(["sms"])]);
  const { id } = await made(sender.api, "/v1/sms-campaigns", {
    ...{ name: "双十一", purpose: "marketing", text: "全场九折" },
    recipients: { contactIds: people.map((one) => one.id) },
  });
  const leaving = between.next({
    of: '"status":{"S":"sending"}',
    does: () => admin.post(`/v1/users/${sender.id}/archive`),
  });
  await sender.api.post(`/v1/sms-campaigns/${id}/send`);
  await stack().settled();
  expect(leaving.done).toBeDefined();
  expect((await admin.get(`/v1/sms-campaigns/${id}`)).body).toMatchObject({
    ...{ status: "stopped", stoppedBecause: "发送人已离开。" },
  });
  expect((await admin.get(`/v1/messages?relatedId=${id}`)).body.items).toEqual([]);
});

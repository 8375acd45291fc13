import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { setLogSink } from "../../shared/log.ts";
import { CALLED, CANARIES, EMAIL, NAME, PHONE, plant, wordsOf } from "../support/canary.ts";
import { jobOf, movedOn } from "../support/jobs.ts";
import { rowsOf, traces } from "../support/privacy.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Rows of every noun are laid into the table as they may be; of what runs by the clock nothing, since they are of no story. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

describe("a person whose words stand in every noun", () => {
  test("is in no row, object, index or log after an erasure, and others are as they were", async () => {
    const lines: string[] = [];
    const tenant = await openTenant(stack());
    const other = await openTenant(stack(), "另一家公司");
    const { admin } = tenant;
    await made(other.admin, "/v1/accounts", { name: NAME });
    const account = await made(admin, "/v1/accounts", { name: "云海集团" });
    const contact = await made(admin, "/v1/contacts", {
      name: NAME,
      accountId: account.id,
      email: EMAIL,
      phone: PHONE,
    });
    await admin.put("/v1/erasure-policy", { holds: [] });
    await stack().settled();
    const { planted, bare } = await plant(tenant, wordsOf(contact.id));
    await stack().settled();
    expect(bare).toEqual([]);
    expect(planted.size).toBeGreaterThan(150);
    expect((await traces(stack(), tenant.id, CANARIES)).length).toBeGreaterThan(100);
    const before = await rowsOf(stack(), other.id);
    setLogSink((level, message, fields) => lines.push(JSON.stringify({ level, message, ...fields })));
    const job = await jobOf(stack(), admin, "/v1/erasures", { personId: contact.id, reason: "Art. 17" });
    expect(job).toMatchObject({ state: "done", result: { left: 0, failed: {} } });
    // What was on its way while the erasure went through, and came to rest behind it, is found by the second look.
    await movedOn(stack(), admin);
    expect((await admin.get(`/v1/jobs/${job.id}`)).body.result).toMatchObject({
      ...{ left: 0, failed: {}, lookedAgainAt: expect.any(String) },
    });
    expect(await traces(stack(), tenant.id, CANARIES)).toEqual([]);
    expect(lines.filter((line) => CALLED.test(line))).toEqual([]);
    expect(await rowsOf(stack(), other.id)).toEqual(before);
  });
});

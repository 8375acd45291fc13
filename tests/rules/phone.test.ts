import { expect, test } from "@jest/globals";
import { e164, phone } from "../../shared/schema.ts";

test("a telephone number is E.164, or a Chinese mobile number as people write it", () => {
  for (const good of ["+8613800000000", "+41791234567", "13800000000"])
    expect(phone.safeParse(good).success).toBe(true);
  for (const bad of ["", "12345678901", "+0123456789", "138 0000 0000", "021-12345678", "１３８００００００００"]) {
    expect([bad, phone.safeParse(bad).success]).toEqual([bad, false]);
  }
  expect(e164("13800000000")).toBe("+8613800000000");
  expect(e164("+41791234567")).toBe("+41791234567");
});

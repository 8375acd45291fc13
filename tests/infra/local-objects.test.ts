import { expect, test } from "@jest/globals";
import { fileKey } from "../../functions/analytics/files.ts";
import { readObject, removeObject, writeObject } from "../../shared/objects.ts";
import { tenantCredentials } from "../../shared/table/wall.ts";
import { useStack } from "../support/stack.ts";

useStack({ lambdas: [] });

const BYTES = new Uint8Array([1, 2, 3]);
const failed = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => "done").catch((error: Error) => error.name);

test("a tenant's files of facts are reached with its own session, and with nobody else's", async () => {
  const [own, other] = [await tenantCredentials("ten_a"), await tenantCredentials("ten_b")];
  const key = fileKey("ten_a", "tickets", "2026-11", "fct_1");
  const put = (by?: typeof own) => failed(writeObject(key, BYTES, "application/octet-stream", by));
  expect([await put(), await put(other), await put(own)]).toEqual(["AccessDenied", "AccessDenied", "done"]);
  const read = (by?: typeof own) => failed(readObject(key, by));
  expect([await read(), await read(other), await read(own)]).toEqual(["AccessDenied", "AccessDenied", "done"]);
  expect(await failed(removeObject(key, other))).toBe("AccessDenied");
  // A session reaches nothing of the bucket but its files of facts; what is not there is nobody's to see either.
  await writeObject("files/ten_a/f", BYTES, "application/octet-stream");
  expect(await failed(readObject("files/ten_a/f", own))).toBe("AccessDenied");
  expect(await failed(readObject(fileKey("ten_b", "tickets", "2026-11", "fct_1"), own))).toBe("AccessDenied");
  // What leaves a tenant behind is cleared by the Lambda itself.
  await removeObject(key);
  expect(await failed(readObject(key, own))).toBe("NoSuchKey");
});

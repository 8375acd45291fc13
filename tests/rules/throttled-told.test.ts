import { beforeEach, expect, test } from "@jest/globals";
import { setLogSink } from "../../shared/log.ts";
import { withRetry } from "../../shared/table/retry.ts";

const lines: object[] = [];
setLogSink((level, message, fields) => lines.push({ level, message, ...fields }));
beforeEach(() => {
  lines.length = 0;
});

/** A call that the database refuses so often before it takes it. */
function refusing(times: number, name = "ProvisionedThroughputExceededException") {
  let left = times;
  return async (): Promise<string> => {
    if (left-- > 0) throw Object.assign(new Error("too much"), { name });
    return "taken";
  };
}

test.each([
  [0, []],
  [1, []],
  [2, ["database slow to take"]],
  [4, ["database slow to take"]],
])("a call that is refused %d times and then taken is told so: %j", async (times, told) => {
  expect(await withRetry(refusing(times))).toBe("taken");
  expect(lines).toMatchObject(told.map((message) => ({ message, error: "ProvisionedThroughputExceededException" })));
  expect(lines).toHaveLength(told.length);
});

test("one that is refused to the end is told once more, and its caller asked to come again", async () => {
  await expect(withRetry(refusing(100, "ThrottlingException"))).rejects.toMatchObject({ code: "unavailable" });
  expect(lines).toMatchObject([
    { level: "warn", message: "database slow to take" },
    { level: "warn", message: "database busy", error: "ThrottlingException", attempt: 8 },
  ]);
});

test("what is wrong with the call itself is handed on at once and is no throttle", async () => {
  await expect(withRetry(refusing(1, "ValidationException"))).rejects.toThrow("too much");
  expect(lines).toEqual([]);
});

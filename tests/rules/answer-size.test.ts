import { expect, test } from "@jest/globals";
import { finishReply } from "../../shared/http/finish.ts";
import type { Route } from "../../shared/http/route.ts";

const ANSWER_BYTES_MAX = 6_000_000;
const answer = (method: string, text: string) =>
  finishReply({ method, path: "/v1/x" } as unknown as Route, undefined as never, {
    ...{ status: 200, body: { text } },
    headers: {},
  });
/** What the body takes in the answer, where it is a string of JSON in JSON. */
const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(JSON.stringify({ text })));
const EMPTY = bytesOf("");

// Each takes one to seven bytes.
test.each(["x", '"', "\\", "\u0001", "文", "😀"])(
  "an answer of %j that just fits is handed on, and one that does not is refused with the figures",
  (one) => {
    const fits = one.repeat(Math.floor((ANSWER_BYTES_MAX - EMPTY) / (bytesOf(one) - EMPTY)));
    expect(answer("GET", fits).body).toBe(JSON.stringify({ text: fits }));
    let refused: unknown;
    try {
      answer("GET", fits + one);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ code: "too_large", status: 413 });
    expect(String(refused)).toContain(`takes ${bytesOf(fits + one)} bytes; at most ${ANSWER_BYTES_MAX}`);
  },
);

test("what has been written is never refused for the length of its answer", () => {
  expect(answer("POST", "x".repeat(ANSWER_BYTES_MAX + 1)).statusCode).toBe(200);
});

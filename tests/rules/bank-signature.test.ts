import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import {
  newSigningSecret,
  SIGNATURE_WINDOW_SECONDS,
  signDelivery,
  verifyDelivery,
} from "../../shared/http/signature.ts";

const NOW_SECONDS = 1_790_000_000;
const clock = { now: () => new Date(NOW_SECONDS * 1000) };
const secret = newSigningSecret();
const other = newSigningSecret();
const body = '{"transactions":[]}';

/** Headers as the reference library signs them, `ageSeconds` before now. */
function signed(key: string, ageSeconds = 0, payload = body): Record<string, string> {
  const at = new Date((NOW_SECONDS - ageSeconds) * 1000);
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(NOW_SECONDS - ageSeconds),
    "webhook-signature": new Webhook(key).sign("msg_1", at, payload),
  };
}
const refused = expect.objectContaining({ code: "unauthorized", status: 401 });

describe("webhook signatures", () => {
  test("are those of the reference library, for any secret, id and text", () => {
    const keys = fc
      .uint8Array({ minLength: 24, maxLength: 64 })
      .map((bytes) => `whsec_${Buffer.from(bytes).toString("base64")}`);
    const ids = fc.stringMatching(/^[\w.-]{1,40}$/);
    fc.assert(
      fc.property(keys, ids, fc.string({ unit: "grapheme" }), (key, id, payload) => {
        const theirs = new Webhook(key).sign(id, clock.now(), payload);
        expect(signDelivery(key, id, String(NOW_SECONDS), payload)).toBe(theirs);
        const headers = { "webhook-id": id, "webhook-timestamp": String(NOW_SECONDS), "webhook-signature": theirs };
        expect(verifyDelivery(headers, Buffer.from(payload), [key], clock).id).toBe(id);
      }),
    );
  });

  test("during a rotation either secret and any of several signatures will do", () => {
    expect(verifyDelivery(signed(other), body, [secret, other], clock)).toEqual({
      id: "msg_1",
      signedAt: clock.now().toISOString(),
    });
    const both = `${signed(other)["webhook-signature"]} v1a,x v2,y ${signed(secret)["webhook-signature"]}`;
    expect(verifyDelivery({ ...signed(secret), "webhook-signature": both }, body, [secret], clock).id).toBe("msg_1");
  });

  test("hold five minutes either way and not a second longer", () => {
    for (const age of [SIGNATURE_WINDOW_SECONDS, -SIGNATURE_WINDOW_SECONDS]) {
      expect(verifyDelivery(signed(secret, age), body, [secret], clock).id).toBe("msg_1");
      expect(() => verifyDelivery(signed(secret, age + Math.sign(age)), body, [secret], clock)).toThrow(refused);
    }
  });

  test("change with any change of the body, the id or the timestamp", () => {
    const headers = signed(secret);
    expect(() => verifyDelivery(headers, `${body} `, [secret], clock)).toThrow(refused);
    expect(() => verifyDelivery({ ...headers, "webhook-id": "msg_2" }, body, [secret], clock)).toThrow(refused);
    const later = { ...headers, "webhook-timestamp": String(NOW_SECONDS + 1) };
    expect(() => verifyDelivery(later, body, [secret], clock)).toThrow(refused);
    expect(() => verifyDelivery(headers, body, [other], clock)).toThrow(refused);
    expect(() => verifyDelivery(headers, body, [], clock)).toThrow(refused);
  });

  test.each([
    ["webhook-id", undefined],
    ["webhook-timestamp", undefined],
    ["webhook-signature", undefined],
    ["webhook-signature", "v1,"],
    ["webhook-signature", "v2,abc"],
    ["webhook-timestamp", `0${NOW_SECONDS}`],
    ["webhook-timestamp", `${NOW_SECONDS}.0`],
    ["webhook-timestamp", `${NOW_SECONDS}abc`],
    ["webhook-timestamp", "NaN"],
    ["webhook-id", "x".repeat(256)],
  ])("are refused with %s %p", (name, value) => {
    expect(() => verifyDelivery({ ...signed(secret), [name]: value }, body, [secret], clock)).toThrow(refused);
  });

  test("a timestamp that is not plain digits is refused even when it is signed", () => {
    for (const timestamp of [`0${NOW_SECONDS}`, `${NOW_SECONDS}.0`, `+${NOW_SECONDS}`]) {
      const signature = signDelivery(secret, "msg_1", timestamp, body);
      const headers = { "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": signature };
      expect(() => verifyDelivery(headers, body, [secret], clock)).toThrow(refused);
    }
  });

  test("an empty secret signs nothing", () => {
    const headers = {
      ...signed(secret),
      "webhook-signature": signDelivery("whsec_", "msg_1", String(NOW_SECONDS), body),
    };
    expect(() => verifyDelivery(headers, body, ["whsec_", ""], clock)).toThrow(refused);
  });

  test("a new secret is 32 bytes from the source it is given", () => {
    const one = newSigningSecret((size) => new Uint8Array(size).fill(7));
    expect(one).toBe(`whsec_${Buffer.alloc(32, 7).toString("base64")}`);
    expect(secret).not.toBe(other);
  });
});

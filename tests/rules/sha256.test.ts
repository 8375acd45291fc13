import { createHash, createHmac } from "node:crypto";
import { test } from "@jest/globals";
import fc from "fast-check";
import { Sha256 } from "../../shared/table/sha256.ts";

const part = fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array());

test("hashes for signatures are those of Node's streams, whatever pieces they come in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part), fc.option(fc.uint8Array(), { nil: undefined }), async (parts, secret) => {
      // A key that is kept gives the same again.
      for (let round = 0; round < 2; round++) {
        const ours = new Sha256(secret);
        ours.update("left behind");
        ours.reset();
        const theirs = secret ? createHmac("sha256", secret) : createHash("sha256");
        for (const piece of parts) {
          ours.update(piece);
          theirs.update(piece);
        }
        const digest = Buffer.from(await ours.digest()).toString("hex");
        if (digest !== theirs.digest("hex")) throw new Error(`${digest} is not what Node says`);
      }
    }),
  );
});

import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { itemBytes } from "../../shared/table/size.ts";
import { Store, toItem, type Write } from "../../shared/table/store.ts";
import { TRANSACTION_BYTES_MAX, transactionBytes } from "../../shared/table/transaction.ts";

const put = (item: Record<string, unknown>): Write => ({
  alone: () => ({ name: "PutItem", send: () => Promise.resolve({}) }),
  inTransaction: (TableName) => ({ Put: { TableName, Item: toItem(item) } }),
});

/** A database that answers what it is told to, and notes what was sent. */
function storeOf(answers: object[]) {
  const sent: unknown[] = [];
  const send = (command: { input: unknown }) => {
    sent.push(command.input);
    return Promise.resolve(answers.shift() ?? {});
  };
  return { sent, store: new Store({ send } as never, "t") };
}

test("a transaction in wire form is as large as its rows are", () => {
  // The library takes what has a field `constructor` for an instance of a class, and JavaScript one named `__proto__` for no field.
  const name = fc.string({ minLength: 1 }).filter((key) => key !== "constructor" && key !== "__proto__");
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      ...[fc.string(), fc.boolean(), fc.constant(null), fc.integer()],
      ...[fc.array(tie("any"), { maxLength: 4 }), fc.dictionary(name, tie("any"), { maxKeys: 4 })],
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 6 }), (row) => {
      const Item = marshall(row, { removeUndefinedValues: true });
      // A row is a map: three bytes, and one for each of its fields, that the item itself does not count.
      const own = itemBytes(row) - 3 - Object.keys(row).length;
      expect(transactionBytes([{ Put: { TableName: "t", Item } }])).toBe(own);
    }),
  );
});

test("one that is too large is refused before it is sent, with the figures, and one that just fits is sent", async () => {
  const rows = (count: number, bytes: number) =>
    Array.from({ length: count }, (_, n) => put({ id: `${n}`, text: "x".repeat(bytes) }));
  const { sent, store } = storeOf([]);
  await expect(store.write(rows(20, 210_000), "a")).rejects.toMatchObject({ code: "too_large", status: 413 });
  expect(sent).toEqual([]);
  await store.write(rows(20, TRANSACTION_BYTES_MAX / 20 - 100), "b");
  expect(sent).toHaveLength(1);
});

test("keys that the database leaves are asked for again, and given up where none of them comes", async () => {
  const key = (id: string) => toItem({ pk: id, sk: "-" });
  const left = (...ids: string[]) => ({ UnprocessedKeys: { t: { Keys: ids.map(key) } } });
  const { sent, store } = storeOf([
    { Responses: { t: [key("a")] }, ...left("b", "c") },
    left("b", "c"),
    { Responses: { t: [key("b")] }, ...left("c") },
    { Responses: { t: [key("c")] } },
  ]);
  expect(await store.batchGet([key("a"), key("b"), key("c")], true)).toEqual(["a", "b", "c"].map(key));
  expect(sent).toHaveLength(4);
  const never = storeOf(Array.from({ length: 20 }, () => left("a")));
  await expect(never.store.batchGet([key("a")], true)).rejects.toMatchObject({ code: "unavailable" });
  expect(never.sent).toHaveLength(8);
});

import { expect, test } from "@jest/globals";
import { markedText } from "../../functions/console/app/receipts/lines.ts";

const marks = (text: string, unread: string[]): string =>
  markedText(text, unread)
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join("");

test("what a proof could not read stands out in the payer's text, whatever is the matter with it", () => {
  expect(marks("设备款 批次9 部分", ["部分: unread"])).toBe("设备款 批次9 [部分]");
  expect(marks("INV-9, u.a. 12: more", ["u.a.: more", "INV-9: unknown", "12: count"])).toBe(
    "[INV-9], [u.a.] [12]: more",
  );
  expect(marks("货款", ["INV9: unknown", ""])).toBe("货款");
});

import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { adviceFileFields, adviceMappingOf, advised } from "./advice-told.ts";
import { Advice, AdviceMappingInput, adviceMapping, SavedAdviceMapping } from "./table.ts";

/** Bytes of a file, which comes in the call itself. */
const CONTENT_BYTES_MAX = 180_000;
/** Base 64 takes four characters for three bytes. */
const BODY_BYTES_MAX = 260_000;
/** Advices of one file: each is a row and its place among those that wait, and a transaction takes a hundred. */
const ADVICES_MAX = 40;

const FileBody = z.strictObject({
  format: z.enum(["csv", "xlsx", "remt.001"]).describe("A table, or an ISO 20022 remittance advice."),
  content: z
    .base64()
    .min(1)
    .max((CONTENT_BYTES_MAX / 3) * 4)
    .describe("The file in base 64."),
  ...adviceFileFields,
});

const CSV = "发票号,付款金额,扣款,扣款原因\nINV-2026-0117,1180.00,5.80,货损\n";

const upload = route({
  method: "POST",
  path: "/v1/remittance-advices/files",
  permission: "reconciliation.claim",
  summary: "Takes a payer's file of remittance advices: csv or xlsx by a mapping, or remt.001; all of it or nothing.",
  body: FileBody,
  reply: z.object({ items: z.array(Advice) }),
  status: 201,
  bodyBytesMax: BODY_BYTES_MAX,
  example: {
    body: {
      format: "csv",
      content: Buffer.from(CSV).toString("base64"),
      payer: { name: "上海某某科技有限公司" },
      paidOn: "2026-11-22",
    },
  },
  run: async (call) => {
    const { format, content, currency = call.tenant.currency } = call.body;
    const mapping = await adviceMappingOf(call, call.body);
    // What reads tables is loaded when there is one: it weighs more than all else here.
    const { readAdvices } = await import("../bank/intake/advices.ts");
    const told = await readAdvices(format, Buffer.from(content, "base64"), { mapping, currency });
    if (told.length === 0) throw invalidField("content", "The file has no line that pays anything.");
    if (told.length > ADVICES_MAX)
      throw new Fault("too_large", `The file has ${told.length} advices; ${ADVICES_MAX} are taken.`);
    const { keepAdvices } = await import("./advice-acts.ts");
    const items = await keepAdvices(
      call,
      told.map((one, n) => advised(one, call.body, `Advice ${n + 1}`, `advices.${n}.`)),
    );
    return { items };
  },
});

/** Files of remittance advices, and the mappings by which payers' tables are read. */
export const adviceFileRoutes: Route[] = [
  upload,
  ...crud({
    entity: adviceMapping,
    module: "reconciliation",
    path: "/v1/advice-mappings",
    input: AdviceMappingInput,
    view: SavedAdviceMapping,
    prepare: async () => ({}),
    example: { body: { name: "某某集团付款清单", mapping: { columns: { reference: "发票号", amount: "付款金额" } } } },
    patchExample: { body: { name: "某某集团付款清单（新）" } },
  }),
];

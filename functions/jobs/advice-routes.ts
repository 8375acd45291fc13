import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { checkReferences } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { adviceFileFields, adviceMappingOf } from "../reconciliation/advice-told.ts";
import type { AdvicesParams } from "./advices.ts";
import { FileFormat } from "./files.ts";
import { JobView } from "./schema.ts";
import { start } from "./start.ts";
import { job } from "./table.ts";

const CONTENT_BYTES_MAX = 180_000;
const BODY_BYTES_MAX = 260_000;
const TABLE =
  "付款单号,发票号,付款金额,付款人\n1,INV-2026-0117,1180.00,上海某某科技有限公司\n2,INV-2026-0118,90.00,上海某某科技有限公司\n";

const AdvicesInput = z.strictObject({
  format: FileFormat.describe("A table, or an ISO 20022 remittance advice."),
  content: z
    .base64()
    .max((CONTENT_BYTES_MAX / 3) * 4)
    .optional()
    .describe("The file in base 64, if it is small."),
  uploadId: z
    .string()
    .regex(/^fil_[0-9A-Za-z]{6,40}$/, "must be the id of an upload")
    .optional()
    .describe("The upload of the file, if it is not."),
  ...adviceFileFields,
});

const advices = route({
  method: "POST",
  path: "/v1/remittance-advice-runs",
  permission: "jobs.write",
  summary:
    "Takes a large file of remittance advices in the background: each advice is kept, or refused with the rows that are wrong.",
  body: AdvicesInput,
  reply: JobView,
  status: 202,
  noun: job.noun,
  bodyBytesMax: BODY_BYTES_MAX,
  example: { body: { format: "csv", content: Buffer.from(TABLE).toString("base64"), paidOn: "2026-11-22" } },
  run: async (call) => {
    if (!call.access.can("reconciliation.claim")) throw new Fault("forbidden", "This call needs reconciliation.claim.");
    const { checkSource, checkUploaded, keptSource } = await import("./source.ts");
    const { format, content, uploadId, currency = call.tenant.currency } = call.body;
    const { payer, accountId, paidOn, paymentReference } = call.body;
    checkSource({ format, content, uploadId });
    if (accountId) {
      const { account } = await import("../accounts/table.ts");
      await checkReferences(call, { accountId: account }, { accountId });
    }
    const mapping = await adviceMappingOf(call, call.body);
    const id = call.newId(job.prefix);
    const source = await keptSource(call, id, { format, content, uploadId });
    if (uploadId) await checkUploaded(source);
    const said = { payer, accountId, paidOn, paymentReference };
    const params: AdvicesParams = { format, source, mapping, currency, said };
    return start(call, { kind: "advices", params: JSON.parse(JSON.stringify(params)), id });
  },
});

export const adviceRunRoutes: Route[] = [advices];

import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { listRoute, readRoute } from "../../shared/http/lists.ts";
import { fresh, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { presignedPut } from "../../shared/objects.ts";
import { BankUploadView, UPLOAD_CHARSETS, UPLOAD_TYPES } from "./statement-schema.ts";
import { bankConnection, bankUpload } from "./table.ts";

/** Where statement files arrive: `uploads/<tenant>/<upload>`. */
export const UPLOAD_PREFIX = "uploads/";
export const uploadKey = (tenantId: string, uploadId: string): string => `${UPLOAD_PREFIX}${tenantId}/${uploadId}`;

const open = route({
  method: "POST",
  path: "/v1/bank-connections/{id}/uploads",
  permission: "bank.write",
  summary: "Opens an upload for a statement file too big for one call; PUT the file to the address in the answer.",
  body: z.strictObject({
    contentType: z.enum(UPLOAD_TYPES),
    /** Needed only where the file neither says how it is encoded nor shows it. */
    charset: z.enum(UPLOAD_CHARSETS).optional(),
  }),
  reply: BankUploadView,
  status: 201,
  example: { params: { id: "{id}" }, body: { contentType: "application/xml" } },
  run: async (call) => {
    const connection = await load(call, bankConnection);
    if (connection.archived) throw new Fault("invalid_state", "This connection is archived.");
    const { contentType, charset } = call.body;
    const row = {
      ...fresh(call, bankUpload),
      connectionId: connection.id,
      contentType,
      charset,
      state: "waiting" as const,
    };
    await call.table.create(bankUpload, row);
    return { ...row, uploadUrl: await presignedPut(uploadKey(call.tenant.id, row.id), contentType) };
  },
});

const read = readRoute({
  entity: bankUpload,
  path: "/v1/bank-uploads/{id}",
  permission: "bank.read",
  summary: "What became of an uploaded statement file.",
  view: BankUploadView,
});

const list = listRoute({
  entity: bankUpload,
  path: "/v1/bank-uploads",
  permission: "bank.read",
  view: BankUploadView,
  filters: ["connectionId", "state"],
});

export const uploadRoutes: Route[] = [open, list, read];

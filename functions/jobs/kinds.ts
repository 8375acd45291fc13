import type { Kind } from "./run.ts";
import type { JobKind } from "./schema.ts";

/** What each kind of job does, loaded when there is a job of the kind: a run is of one. */
export const kinds: Readonly<Record<JobKind, () => Promise<Kind>>> = {
  batch: async () => (await import("./batch.ts")).batch,
  import: async () => (await import("./import.ts")).importing,
  export: async () => (await import("./export.ts")).exporting,
  statements: async () => (await import("./statements.ts")).sendingStatements,
  receipts: async () => (await import("./receipts.ts")).sendingReceipts,
  advices: async () => (await import("./advices.ts")).takingAdvices,
  invoices: async () => (await import("./invoices.ts")).invoicing,
  undo: async () => (await import("./undo.ts")).undoing,
  personExport: async () => (await import("./privacy/copy.ts")).personExport,
  tenantExport: async () => (await import("./privacy/copy.ts")).tenantExport,
  erasure: async () => (await import("./privacy/erase.ts")).erasure,
  offboard: async () => (await import("./offboard.ts")).offboarding,
};

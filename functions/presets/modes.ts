import type { Mode } from "./mode.ts";
import type { MODES } from "./schema.ts";

/** The modes, each loaded where it is asked for. */
export const MODE_DATA: Readonly<Record<(typeof MODES)[number], () => Promise<Mode>>> = {
  standard: async () => (await import("./modes/standard.ts")).standard,
  membership: async () => (await import("./modes/membership.ts")).membership,
  promotion: async () => (await import("./modes/promotion.ts")).promotion,
  project: async () => (await import("./modes/project.ts")).project,
  keyAccount: async () => (await import("./modes/key-account.ts")).keyAccount,
};

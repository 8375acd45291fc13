import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { envelope, envelopeLink, envelopeLinkEntry, signingConnection } from "./table.ts";

/**
 * Documents that are out to be signed, at a provider or on the product's own page. A signature is read and never believed
 * twice: an envelope is what happened to it, each at its time, and whoever notes first that all have signed accepts the
 * quote, or signs the order, in the same transaction.
 */
export const signing = {
  name: "signing",
  seldom: true,
  routes,
  entities: [signingConnection, envelope, envelopeLink, envelopeLinkEntry],
  emits,
  handles,
  schedules: [{ name: "envelopesDue", rateMinutes: 1, file: "due.ts" }],
  grants: {
    manager: ["signing.read", "signing.write"],
    sales: ["signing.read", "signing.write"],
    finance: ["signing.read", "signing.write"],
  },
};

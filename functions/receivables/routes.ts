import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { receivableActions } from "./actions.ts";
import { receivableNoun } from "./noun.ts";
import { WriteOff } from "./schema.ts";
import { receivable, writeOff } from "./table.ts";

const writeOffs = childRoute({
  parent: receivable,
  child: writeOff,
  path: `${receivableNoun.path}/{id}/write-offs`,
  permission: "receivables.read",
  summary: "The write-offs of a receivable and what took them back, oldest first.",
  view: WriteOff,
  at: { partition: (receivableId) => ({ receivableId }), begins: "writeOff#" },
  order: "oldest",
});

export const routes: Route[] = [...crud(receivableNoun), ...actionRoutes(receivableNoun, receivableActions), writeOffs];

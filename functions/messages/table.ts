import { entity } from "../../shared/table/entity.ts";
import { ChatGroup } from "./schema.ts";

export const chatGroup = entity({
  noun: "chatGroup",
  plural: "chat groups",
  prefix: "cgp",
  schema: ChatGroup,
  scoped: false,
  secret: ["url", "secret"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the group chats that may be told something" } },
});

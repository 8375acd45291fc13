import { entity } from "../../shared/table/entity.ts";
import { ApiKey, Department, RoleRow, UserRow } from "./schema.ts";

export const user = entity({
  noun: "user",
  plural: "users",
  prefix: "usr",
  schema: UserRow,
  scoped: false,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the users of the tenant" },
    department: { by: ["departmentId"], sorts: "createdAt", answers: "the users of one department" },
    parent: { by: ["partnerId"], sorts: "createdAt", answers: "the people of one partner" },
    work: {
      by: [],
      tag: "finance",
      sorts: "createdAt",
      when: (row) => !row.archived && row.roles.includes("finance"),
      answers: "the finance people, complete: they are told of receipts",
    },
  },
  unique: { email: (row) => row.email?.toLowerCase() },
});

export const department = entity({
  noun: "department",
  plural: "departments",
  prefix: "dep",
  schema: Department,
  scoped: false,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the department tree, and which departments somebody leads" },
    parent: { by: ["parentId"], sorts: "createdAt", answers: "the departments directly below one" },
  },
});

export const role = entity({
  noun: "role",
  plural: "roles",
  prefix: "rol",
  schema: RoleRow,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the roles that the tenant has made" } },
  unique: { name: (row) => row.name.toLowerCase() },
});

export const apiKey = entity({
  noun: "apiKey",
  plural: "API keys",
  prefix: "key",
  schema: ApiKey,
  scoped: false,
  secret: ["hash"],
  indexes: {
    owner: { by: ["principalId"], sorts: "createdAt", answers: "the keys that act as one user or partner" },
  },
});

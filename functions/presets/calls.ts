import type { Route } from "../../shared/http/route.ts";
import type { Entity } from "../../shared/table/entity.ts";

/** What stands in a collection, and the calls by which people make it, put it away and bring it back. */
export type Collection = { entity: Entity; routes: readonly Route[] };

/** The collections that modes bring something into: they are written by the very calls that people make. */
export const COLLECTIONS: Readonly<Record<string, () => Promise<Collection>>> = {
  "/v1/custom-fields": async () => {
    const [{ routes }, { customField }] = await Promise.all([
      import("../fields/routes.ts"),
      import("../fields/table.ts"),
    ]);
    return { entity: customField, routes };
  },
  "/v1/pipelines": async () => {
    const [{ routes }, { pipeline }] = await Promise.all([
      import("../opportunities/routes.ts"),
      import("../opportunities/table.ts"),
    ]);
    return { entity: pipeline, routes };
  },
  "/v1/qualification-templates": async () => {
    const [{ routes }, { qualificationTemplate }] = await Promise.all([
      import("../opportunities/routes.ts"),
      import("../opportunities/table.ts"),
    ]);
    return { entity: qualificationTemplate, routes };
  },
  "/v1/value-models": async () => {
    const [{ routes }, { valueModel }] = await Promise.all([
      import("../values/routes.ts"),
      import("../values/table.ts"),
    ]);
    return { entity: valueModel, routes };
  },
  "/v1/views": async () => {
    const [{ routes }, { view }] = await Promise.all([import("../views/routes.ts"), import("../views/table.ts")]);
    return { entity: view, routes };
  },
  "/v1/roles": async () => {
    const [{ routes }, { role }] = await Promise.all([import("../users/routes.ts"), import("../users/table.ts")]);
    return { entity: role, routes };
  },
  "/v1/tier-rules": async () => {
    const [{ routes }, { tierRule }] = await Promise.all([
      import("../accounts/routes.ts"),
      import("../accounts/table.ts"),
    ]);
    return { entity: tierRule, routes };
  },
  "/v1/coverage-plans": async () => {
    const [{ routes }, { coveragePlan }] = await Promise.all([
      import("../coverage/routes.ts"),
      import("../coverage/table.ts"),
    ]);
    return { entity: coveragePlan, routes };
  },
  "/v1/playbooks": async () => {
    const [{ routes }, { playbook }] = await Promise.all([
      import("../success/routes.ts"),
      import("../success/table.ts"),
    ]);
    return { entity: playbook, routes };
  },
  "/v1/project-templates": async () => {
    const [{ routes }, { projectTemplate }] = await Promise.all([
      import("../projects/routes.ts"),
      import("../projects/table.ts"),
    ]);
    return { entity: projectTemplate, routes };
  },
};

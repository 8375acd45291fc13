import type * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import { childRoute } from "../../shared/http/children.ts";
import { checkShown, load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { shown } from "../../shared/records/shown.ts";
import type { Entity } from "../../shared/table/entity.ts";
import { project } from "./table.ts";

type Below = {
  /** The last part of the path. */
  path: string;
  /** How the sort keys of its rows begin among what lies under a project. */
  begins: string;
  body: z.ZodObject;
  example: object;
};

/** The calls by which what hangs on a project is listed and made below it: whoever sees the project sees it. */
export function belowProject(of: Noun, child: Entity, { path, begins, body, example }: Below): Route[] {
  const list = childRoute({
    ...{ parent: project, child, order: "newest" as const, view: of.view as z.ZodObject },
    path: `/v1/projects/{id}/${path}`,
    permission: `${of.module}.read`,
    summary: `The ${child.plural} of a project, the newest first.`,
    at: { index: "parent", values: (projectId) => ({ projectId }), begins },
    filters: ["ownerId", "nodeKey"].filter((name) => name in child.schema.shape),
    show: (row, { access }) => projected(access, child.noun, row),
  });
  const add = route({
    method: "POST",
    path: `/v1/projects/{id}/${path}`,
    permission: `${of.module}.write`,
    noun: child.noun,
    summary: `Adds to the ${child.plural} of a project.`,
    body: body.strict(),
    reply: of.view,
    status: 201,
    example: { params: { id: "{id}" }, body: example },
    run: async (call) => {
      const { id: projectId } = await load({ ...call, writes: false, ifMatch: undefined }, project);
      const { commit, creation } = await import("../../shared/records/write.ts");
      const change = await creation(call, of, { ...(call.body as object), projectId });
      checkShown(child, change.after);
      return shown(call, of, await commit(call, change));
    },
  });
  return [list, add];
}

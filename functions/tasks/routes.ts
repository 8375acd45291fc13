import * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { deliveries } from "../../shared/http/deliveries.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import { changed, fresh, load } from "../../shared/http/record.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { unarchived } from "../../shared/records/inforce.ts";
import { askForLook } from "../../shared/records/look.ts";
import { action, actionRoutes, type Moved } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { projectNoun } from "../projects/noun.ts";
import { project } from "../projects/table.ts";
import { LinkTasksInput, TaskLink, TaskNotice, TaskSystemInput, TaskSystemView } from "./schema.ts";
import { type LinkRow, linkIdOf, type SystemRow, taskLink, taskSystem, taskSystemEntry } from "./table.ts";

const PATH = "/v1/task-systems";
const NOTICES_PER_SECOND_MAX = 50;

const view = ({ secrets: _secrets, token: _token, ...row }: SystemRow) => ({
  ...row,
  webhookPath: `/v1/webhooks/tasks/${row.id}`,
});

type Words = SystemRow["states"];

/** No word means two things. */
function checkStates(states: Words | undefined): void {
  const all = Object.values(states ?? {}).flat();
  const twice = all.find((word, n) => all.indexOf(word) !== n);
  if (twice)
    throw invalidField("states", `${twice} stands twice: a state of theirs means one of the plan.`, "duplicate");
}

const systems = outsideCrud({
  entity: taskSystem,
  entry: taskSystemEntry,
  module: "tasks",
  path: PATH,
  input: TaskSystemInput,
  view: TaskSystemView,
  revise: (_call, _before, { baseUrl, states }: Partial<SystemRow>) => {
    checkBaseUrl(baseUrl);
    checkStates(states);
    return {};
  },
  show: view,
  permission: "tasks.write",
  summary: "Links a task tool that people work on projects in; the secret that its webhook signs with is shown once.",
  example: {
    body: {
      ...{ name: "任务协作", baseUrl: "https://tasks.example.com/api", token: "a-token-of-the-task-tool" },
      states: { open: ["todo"], doing: ["doing", "review"], done: ["done"], dropped: ["cancelled"] },
      isDefault: true,
    },
  },
  signs: () => true,
  checks: (_call, { baseUrl, states }) => {
    checkBaseUrl(baseUrl);
    checkStates(states);
  },
  patchExample: { body: { pollMinutes: 30 } },
});

async function systemOf(call: Call<z.output<typeof LinkTasksInput>>): Promise<SystemRow> {
  const all = await unarchived(call.table, taskSystem);
  const { taskSystemId } = call.body;
  const found = taskSystemId ? all.find(({ id }) => id === taskSystemId) : (all.find((one) => one.isDefault) ?? all[0]);
  if (found) return found;
  if (taskSystemId) throw invalidField("taskSystemId", `There is no task system ${taskSystemId}.`, "unknown_reference");
  throw new Fault("invalid_state", "No task system is linked yet; link one first (POST /v1/task-systems).");
}

const linkTasks = action(project, {
  name: "link-tasks",
  label: { "zh-CN": "关联任务系统", en: "Link with a task tool" },
  summary:
    "Has its tasks worked on in a task tool too: what changes there or here is the same on both sides within a minute.",
  from: ["draft", "active", "accepted"],
  body: LinkTasksInput,
  reply: TaskLink,
  example: { body: { externalProject: "{id}" } },
  run: async (call, row): Promise<Moved> => {
    const system = await systemOf(call);
    const { externalProject } = call.body;
    const before = await call.table.find(taskLink, linkIdOf(row.id));
    const isSame = before?.systemId === system.id && before.externalProject === externalProject;
    if (before && !before.endedAt && !isSame) {
      throw new Fault("invalid_state", "It is linked with another already; end that first (unlink-tasks).");
    }
    const fields = { dueAt: call.now, failures: 0, ...(!isSame && { pairs: [] }) };
    const at = { systemId: system.id, externalProject };
    const after: LinkRow = before
      ? { ...changed(call, before, { ...at, ...fields, endedAt: null, error: null, refused: null }) }
      : { ...fresh(call, taskLink, linkIdOf(row.id)), projectId: row.id, ...at, pairs: [], ...fields };
    const made = before ? write.replace(taskLink, before, after) : write.create(taskLink, after);
    return { beside: [made], reply: after };
  },
});

const unlinkTasks = action(project, {
  name: "unlink-tasks",
  label: { "zh-CN": "解除任务系统关联", en: "Unlink from the task tool" },
  summary: "Ends the link with its task tool: the tasks stay on both sides as they are.",
  reply: TaskLink,
  example: { after: ["link-tasks"] },
  run: async (call, row): Promise<Moved> => {
    const before = await call.table.find(taskLink, linkIdOf(row.id));
    if (!before || before.endedAt) throw new Fault("invalid_state", "The project is linked with no task tool.");
    const after = changed(call, before, { endedAt: call.now, dueAt: null });
    return { beside: [write.replace(taskLink, before, after)], reply: after };
  },
});

const shown = route({
  method: "GET",
  path: "/v1/projects/{id}/task-link",
  permission: "projects.read",
  summary: "How a project and its tasks outside stand: which tasks are the same, and what could not be taken over.",
  reply: TaskLink,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, project);
    const found = await call.table.find(taskLink, linkIdOf(row.id));
    if (!found) throw notFound(taskLink.noun, linkIdOf(row.id));
    return found;
  },
});

const admit = deliveries({
  ...{ entity: taskSystem, entry: taskSystemEntry, actor: "tasks", perSecond: NOTICES_PER_SECOND_MAX },
});

const webhook = route({
  method: "POST",
  path: "/v1/webhooks/tasks/{taskSystemId}",
  permission: "public",
  summary:
    "Told by a task tool that a task of a project has changed, signed after the Standard Webhooks specification: it is looked at within a minute.",
  body: TaskNotice,
  reply: z.object({ received: z.literal(true) }),
  status: 202,
  rawBody: true,
  signed: true,
  example: { params: { taskSystemId: "{taskSystemId}" }, body: { projectId: "CRM-2027" } },
  run: async (call) => {
    const { table, sender } = await admit(call, call.params.taskSystemId);
    const at = { systemId: sender.id, externalProject: call.body.projectId };
    const sources = [sourceOf(taskLink, "parent", at)];
    const { rows } = await table.list(taskLink, { sources, limit: 1, keep: (row) => !row.endedAt });
    if (rows[0]) await askForLook(table, taskLink, { id: rows[0].id, now: call.now }, (row) => !row.endedAt);
    return new Reply(202, { received: true });
  },
});

export const routes: Route[] = [...systems, ...actionRoutes(projectNoun, [linkTasks, unlinkTasks]), shown, webhook];

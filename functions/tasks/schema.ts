import * as z from "zod";
import { civilDay, idOf, instant, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const STATES_MAX = 20;
const POLL_MINUTES = 15;
const POLL_MINUTES_MAX = 1_440;

const said = z.array(text(60)).min(1).max(STATES_MAX);
/** Who is right of what both sides have changed since they last agreed. */
const side = z.enum(["project", "taskSystem"]);

/** A task tool that others work in: any that speaks the generic contract, by itself or through a bridge. */
export const TaskSystemInput = z.object({
  name: text(100).describe("What people call it."),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe("Where it answers: {baseUrl}/projects/{project}/tasks and {baseUrl}/tasks/{id}."),
  token: text(500).describe("What it is called with, as a bearer; never shown."),
  states: z
    .strictObject({
      open: said.describe("Its states of what nobody works on yet; the first is written."),
      doing: said.describe("Its states of what is worked on; the first is written."),
      done: said.describe("Its states of what is done; the first is written."),
      dropped: said.describe("Its states of what is given up; the first is written."),
    })
    .describe("What its states mean in a plan."),
  planBy: side
    .default("project")
    .describe("Who is right of name, dates and hours where both sides have changed them; the project, unless told."),
  workBy: side
    .default("taskSystem")
    .describe("Who is right of state and assignee where both sides have changed them; the tool, unless told."),
  takesNew: z.boolean().default(true).describe("false where tasks that are made there stay out of the plan."),
  pollMinutes: z
    .int()
    .min(1)
    .max(POLL_MINUTES_MAX)
    .default(POLL_MINUTES)
    .describe("A linked project is looked at so often, whether or not its webhook has told of it."),
  isDefault: z.boolean().optional().describe("Takes what names no system."),
});
export const TaskSystem = TaskSystemInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  archived: z.boolean().optional(),
});
export const TaskSystemView = TaskSystem.omit({ secrets: true, token: true }).extend({
  webhookPath: z.string().optional().describe("Where it tells which project has changed, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

/** What both sides say of a task, each in the plan's words. */
export const TaskValues = z.object({
  name: z.string().optional(),
  state: z.enum(["open", "doing", "done", "dropped"]).optional(),
  startOn: civilDay.optional(),
  endOn: civilDay.optional(),
  hours: z.number().optional(),
  /** The mail address of whoever does it, in small letters. */
  assignee: z.string().optional(),
});

/** A task of the plan and its fellow outside, as both were when they were last looked at. */
export const TaskPair = z.object({
  key: z.string(),
  externalId: z.string().optional(),
  ours: TaskValues.optional(),
  /** What it said there, where that is not what the plan says. */
  theirs: TaskValues.optional(),
  /** How often it was deleted there. */
  deleted: z.int().optional(),
});

/** What could not be taken over, and why; the plan's own is told instead. */
const Refusal = z.object({ key: z.string().optional(), externalId: z.string().optional(), why: z.string() });

/** A project whose tasks people work on in another tool, as both sides last were. */
export const TaskLink = z.object({
  ...recordFields,
  projectId: z.string(),
  systemId: z.string(),
  externalProject: z.string(),
  pairs: z.array(TaskPair),
  refused: z.array(Refusal).optional(),
  endedAt: instant.optional(),
  syncedAt: instant.optional(),
  /** When it is looked at next. */
  dueAt: instant.optional(),
  /** Looks in a row that failed, and why the last one did. */
  failures: z.int(),
  error: z.string().optional(),
});

export const LinkTasksInput = z.strictObject({
  taskSystemId: idOf("tsy").optional().describe("The task system; the default one, where it is left out."),
  externalProject: text(200).describe("The project there that its tasks belong to."),
});

export const TaskNotice = z.looseObject({
  projectId: text(200).describe("The project that a task of has changed, by its id there."),
});

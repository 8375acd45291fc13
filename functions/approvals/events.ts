import { type Change, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { type ApprovalRow, approval } from "./table.ts";

const turnIn = (row: ApprovalRow | undefined): string | undefined =>
  row?.state === "pending" ? `${row.step} ${row.steps[row.step]?.turn}` : undefined;

const begins = ({ before, after }: Change<ApprovalRow>): boolean =>
  turnIn(after) !== undefined && turnIn(after) !== turnIn(before);

export const emits: Emission[] = [
  when(approval, "approval.asked", begins),
  when(approval, "approval.ended", ({ before, after }) => before?.state === "pending" && after?.state !== "pending"),
];

export const handles: Handler[] = [
  handle(approval, "approval.asked", "rest", "asks those whose turn it is", async ({ after }, work) => {
    if (after) await (await import("./tell.ts")).tellDeciders(work, after, "asked");
  }),
  handle(approval, "approval.ended", "rest", "tells whoever asked what became of it", async ({ after }, work) => {
    if (after) await (await import("./tell.ts")).tellRequester(work, after);
  }),
];

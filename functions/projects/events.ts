import { became, type Emission, type Handler, handle, when } from "../../shared/events/event.ts";
import { order } from "../orders/table.ts";
import { nextWeekly } from "./rules.ts";
import { deliveryDrive, driveDue, driveId, type ProjectRow, project } from "./table.ts";

/** Who manages a project that is under way. */
const ledBy = (row: ProjectRow | undefined): string | undefined =>
  row && (row.status === "active" || row.status === "accepted") ? row.ownerId : undefined;

export const emits: Emission[] = [
  when(order, "order.signed", (change) => became(change, "status", "signed")),
  when(project, "project.led", ({ before, after }) => ledBy(after) !== undefined && ledBy(after) !== ledBy(before)),
];

export const handles: Handler[] = [
  handle(order, "order.signed", "rest", "drafts the project of what is to be delivered", async ({ after }, work) => {
    if (after) await (await import("./drafting.ts")).draftProject(work, after);
  }),
  handle(project, "project.led", "rest", "tells its manager weekly how it stands", async ({ after }, work) => {
    const userId = ledBy(after);
    if (!userId) return;
    const drive = await deliveryDrive.held(work.table);
    const dueAt = nextWeekly(drive, new Date(work.now), work.tenant.timeZone);
    const base = { id: driveId(userId), version: 1, createdAt: work.now, updatedAt: work.now };
    await work.table.createOnce(driveDue, { ...base, userId, dueAt });
  }),
];

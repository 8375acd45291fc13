import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import {
  changeRequest,
  changeRevision,
  deliveryDrive,
  driveDue,
  plan,
  project,
  projectLink,
  projectLinkEntry,
  projectTemplate,
} from "./table.ts";

/** What is delivered after the signature: projects with their plans, from initiation to hand-over. */
export const projects = {
  name: "projects",
  routes,
  entities: [
    project,
    projectTemplate,
    plan,
    projectLink,
    projectLinkEntry,
    deliveryDrive.entity,
    driveDue,
    changeRequest,
    changeRevision,
  ],
  emits,
  handles,
  schedules: [{ name: "deliveryDrive", rateMinutes: 5, file: "drive.ts" }],
  grants: { manager: ["projects.*"], service: ["projects.*"], sales: ["projects.read"], finance: ["projects.read"] },
};

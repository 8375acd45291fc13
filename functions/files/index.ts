import { routes } from "./routes.ts";
import { file } from "./table.ts";

/** What is attached to records: uploaded, looked into, handed out. */
export const files = { name: "files", routes, entities: [file], grants: { everybody: ["files.*"] } };

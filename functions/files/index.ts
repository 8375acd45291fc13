import { handles } from "./events.ts";
import { routes } from "./routes.ts";
import { file } from "./table.ts";

/** What is attached to records: uploaded, looked into, handed out. */
const grants = { everybody: ["files.*"], partner: ["files.read", "files.write"] };
export const files = { name: "files", routes, entities: [file], handles, grants };

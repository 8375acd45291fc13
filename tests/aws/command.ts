import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../infra/bundle.ts";
import { CREDENTIALS, type Emulator, REGION } from "./emulator.ts";

/** Runs one of the operator's commands against the emulator; what it prints. Rejects where it fails. */
export async function commanded(emulator: Emulator, name: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    NODE_EXTRA_CA_CERTS: emulator.certificate,
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
  const command = [join(ROOT, `infra/${name}/main.ts`), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env }).catch((error) => {
    throw new Error(`the command ${name} failed: ${error.stdout} ${error.stderr}`);
  });
  return stdout;
}

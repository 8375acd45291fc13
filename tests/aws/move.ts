import assert from "node:assert";
import { HOMES } from "../../infra/stacks/product.ts";
import type { Api } from "../support/api.ts";
import type { Assembled } from "./assembly.ts";
import { list } from "./calls.ts";
import type { Cloud } from "./deploy.ts";

/** A module that the main job has written rows of, and the stack that it is deployed in. */
const MODULE = "products";
const PATH = `/v1/${MODULE}`;
const LOSES = "bank";
const GAINS = "further";

/** The homes of modules after it has moved. */
export const HOMES_THEN = { ...HOMES, [LOSES]: HOMES[LOSES].filter((name) => name !== MODULE) };

/** Moves a module to another stack as the page says: the stack that loses it goes first, then the one that gains it, then the watch. */
export async function movedModule(
  cloud: Cloud,
  { moved, assets }: Assembled,
  stage: string,
  admin: Api,
): Promise<void> {
  const [{ bucket } = { bucket: "" }] = assets;
  const deploys = async (part: string): Promise<void> => {
    const name = `Cashloop-${stage}-${part}`;
    const { reasons } = await cloud.replace(name, moved.get(name) ?? "", bucket);
    assert.deepStrictEqual(reasons, [], name);
  };
  const before = await list(admin, PATH);
  assert(before.length > 0, "the main job has made a product");
  await deploys(LOSES);
  assert.strictEqual((await admin.get(PATH)).status, 404);
  await deploys(GAINS);
  assert.deepStrictEqual(await list(admin, PATH), before);
  await deploys("watch");
}

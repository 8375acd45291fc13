import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { App } from "aws-cdk-lib";
import { type Zippable, zipSync } from "fflate";
import { lambdas } from "../../functions/modules.ts";
import { packages } from "../../infra/packages.ts";
import { HOMES, product } from "../../infra/stacks/product.ts";
import { CDK_FLAGS } from "../support/cdk.ts";
import { adapted, type Lack, type TemplateBody } from "./lacks.ts";

/** A file that the deployment uploads before any stack: a Lambda's package, or a template. */
export type Asset = { bucket: string; key: string; bytes(): Uint8Array };

/** A stack as the app made it: its name, where its template lies among the assets, and what it needs that the emulator lacks. */
export type Template = { name: string; key: string; lacks: readonly Lack[] };

type Manifest = {
  files: Record<
    string,
    {
      source: { path: string; packaging: "file" | "zip" };
      destinations: Record<string, { bucketName: string; objectKey: string }>;
    }
  >;
};

function zipped(folder: string): Uint8Array {
  const files: Zippable = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files[relative(folder, path).split(sep).join("/")] = readFileSync(path);
  }
  return zipSync(files, { level: 1 });
}

/** The assets that the manifests in a cloud assembly's folder name, for one account and region. */
function assetsOf(folder: string, account: string, region: string): Asset[] {
  const named = (text: string): string =>
    text.replaceAll(/\$\{AWS::(AccountId|Region)\}/g, (_, of) => (of === "Region" ? region : account));
  const manifests = readdirSync(folder).filter((file) => file.endsWith(".assets.json"));
  return manifests.flatMap((file) => {
    const { files } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Manifest;
    return Object.values(files).flatMap(({ source, destinations }) => {
      const path = join(folder, source.path);
      const bytes = (): Uint8Array => bytesOf(path, source.packaging);
      return Object.values(destinations).map((d) => ({ bucket: named(d.bucketName), key: named(d.objectKey), bytes }));
    });
  });
}

const isTemplate = (path: string): boolean => path.endsWith(".template.json");
const adaptedFile = (path: string): ReturnType<typeof adapted> =>
  adapted(JSON.parse(readFileSync(path, "utf8")) as TemplateBody);

function bytesOf(path: string, packaging: "file" | "zip"): Uint8Array {
  if (packaging === "zip") return zipped(path);
  return isTemplate(path) ? Buffer.from(JSON.stringify(adaptedFile(path).template)) : readFileSync(path);
}

/** The product as it is synthesized: its stacks, each after those it needs, its assets, and its templates by their stacks where modules have other homes. */
export type Assembled = { templates: Template[]; assets: Asset[]; moved: ReadonlyMap<string, string> };

type Homes = Record<keyof typeof HOMES, readonly string[]>;

/** Builds all packages and synthesizes the product as `infra/app.ts` does, and once more with other homes. */
export async function synthesize(
  folder: string,
  context: Record<string, string>,
  place: { account: string; region: string },
  otherHomes: Homes,
): Promise<Assembled> {
  const packageOf = await packages(lambdas, join(folder, "packages"));
  const assembled = (name: string, homes: Homes) => {
    const app = new App({ outdir: join(folder, name), context: { ...CDK_FLAGS, ...context } });
    product(app, lambdas, packageOf, homes);
    return app.synth();
  };
  const { directory, stacks } = assembled("cdk.out", HOMES);
  const templates = stacks.map(({ stackName, stackTemplateAssetObjectUrl = "", templateFullPath }) => ({
    name: stackName,
    key: stackTemplateAssetObjectUrl.split("/").at(-1) ?? "",
    lacks: adaptedFile(templateFullPath).lacks,
  }));
  const moved = new Map(
    assembled("cdk.moved", otherHomes).stacks.map(({ stackName, templateFullPath }) => [
      stackName,
      JSON.stringify(adaptedFile(templateFullPath).template),
    ]),
  );
  return { templates, assets: assetsOf(directory, place.account, place.region), moved };
}

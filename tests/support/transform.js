// Jest transform. The product and its local stack hand on what Node itself has loaded, once a worker (`environment.js`); all else
// is one esbuild call a file, without type checking (that is `npm run check`).
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { transformSync } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");
const PRODUCT = ["functions", "shared", join("infra", "local")].map((folder) => join(ROOT, folder) + sep);
const isProduct = (file) => PRODUCT.some((folder) => file.startsWith(folder));
const require = createRequire(import.meta.url);

const own = (source, file) =>
  transformSync(source, {
    loader: "ts",
    format: "esm",
    target: "node24",
    sourcemap: "inline",
    sourcesContent: false,
    sourcefile: file,
  });

const handedOn = (file) => {
  const names = Object.keys(require(file)).map((name) =>
    name === "default" ? "export default product$.default;" : `export const ${name} = product$.${name};`,
  );
  return [`const product$ = globalThis[Symbol.for("product")](${JSON.stringify(file)});`, ...names, ""].join("\n");
};

export default {
  process: (source, file) => (isProduct(file) ? { code: handedOn(file) } : own(source, file)),
  // A module may hand on what others have, so that its own text does not tell when that changes.
  getCacheKey: (source, file) => {
    const text = isProduct(file) ? handedOn(file) : `${file}\n${source}`;
    return createHash("sha256").update(text).digest("hex");
  },
};

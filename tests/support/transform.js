// Jest transform: one esbuild call a file, no type checking (that is `npm run check`).
import { transformSync } from "esbuild";

export default {
  process: (source, file) =>
    transformSync(source, {
      loader: "ts",
      format: "esm",
      target: "node24",
      sourcemap: "inline",
      sourcesContent: false,
      sourcefile: file,
    }),
};

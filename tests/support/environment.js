// The world of one test file: a realm of its own for what stands beneath tests/, and the product beside it.
//
// The product is loaded once a worker, by Node itself, and each file's imports of it lead there (`transform.js`): loading it anew
// took over a second a file. What the product keeps goes with each stack (`perStack` in shared/config.ts), and its environment with
// each file.
import { createRequire } from "node:module";
import { TestEnvironment } from "jest-environment-node";

/** Made on both sides and compared: one and the same there and here. Literals cannot be, and are compared by their fields. */
const ALIKE = [
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
];
const KEEPING = ["Date", "Map", "Set", "WeakMap", "WeakSet"];

const require = createRequire(import.meta.url);

export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of [...ALIKE, ...KEEPING]) this.global[name] = globalThis[name];
    this.global.process = process;
    this.global[Symbol.for("product")] = require;
    this.before = { ...process.env };
  }

  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.before)) delete process.env[name];
    Object.assign(process.env, this.before);
    await super.teardown();
  }
}

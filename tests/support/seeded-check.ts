// fast-check, as tests import it: its seed is the run's (jest.config.js), so that what was found, and what was not, is found again.
import * as fc from "../../node_modules/fast-check/lib/fast-check.js";

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED) });

export * from "../../node_modules/fast-check/lib/fast-check.js";
export default fc;

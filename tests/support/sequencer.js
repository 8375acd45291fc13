// The order of the test files. Jest runs the longest first where it knows how long they took; on a fresh machine it goes by the
// size of the file, which says little: what starts processes comes first then, so that no worker is left with it at the end.
import { join, relative } from "node:path";
import Sequencer from "@jest/test-sequencer";

const FOLDERS = ["infra", "flows", "api", "rules"];
const TESTS = join(import.meta.dirname, "..");

const rank = ({ path }) => {
  const [folder] = relative(TESTS, path).split(/[\\/]/);
  return FOLDERS.includes(folder) ? FOLDERS.indexOf(folder) : FOLDERS.length;
};

export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isKnown = sorted.some(({ duration }) => duration !== undefined && duration !== null);
    return isKnown ? sorted : [...sorted].sort((a, b) => rank(a) - rank(b));
  }
}

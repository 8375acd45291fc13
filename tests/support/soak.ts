/** How much longer than usual the long tests run: 1 in `npm test`, SOAK_FULL in `npm run test:soak`. */
export const SOAK = Number(process.env.SOAK ?? 1);
const SOAK_FULL = 50;

/** The usual number in a usual run, the long one in a full soak, and in between by the share of it. */
export const scaled = (usual: number, long: number): number =>
  SOAK <= 1 ? usual : Math.max(usual, Math.round((long * SOAK) / SOAK_FULL));

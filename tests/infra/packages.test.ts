/** What is deployed, looked at from ten sides. One file, since building all packages and loading the CDK takes its time. */
import "./packages/bundles.ts";
import "./packages/console.ts";
import "./packages/objects.ts";
import "./packages/runbooks.ts";
import "./packages/serving.ts";
import "./packages/settings.ts";
import "./packages/stacks.ts";
import "./packages/topics.ts";
import "./packages/wall.ts";
import "./packages/watch.ts";

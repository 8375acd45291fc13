import assert from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FileSettings, readSettings } from "../../infra/stacks/settings.ts";
import { CLIENT_ID, type Independent, RESOURCE, startProvider, tokenOf } from "../support/provider.ts";
import { Shell } from "../support/readme.ts";
import { type Step, strangersCopy, walked } from "../support/strangers.ts";

const TOKEN_SECONDS = 3_600;

/** Steps of the page that the emulator takes otherwise, and how. */
export const OTHERWISE: Partial<Record<Step, string>> = {
  account: "the bootstrap stack is made by the run, without roles: whoever deploys here is root",
  deploy: "the stacks are deployed by the run, with what the emulator lacks put otherwise",
  release: "there is no CloudFront here, and no console's files",
};

/** A stranger with an empty account, who goes through the page step by step. */
export class Stranger {
  readonly settings: string;
  readonly #stage: string;
  readonly #copy: string;
  readonly #shell: Shell;
  readonly #provider: Independent;

  private constructor(stage: string, folder: string, provider: Independent) {
    this.#stage = stage;
    this.#copy = strangersCopy(folder);
    this.#shell = new Shell({ STAGE: stage, NODE_OPTIONS: "" }, this.#copy);
    this.#provider = provider;
    this.settings = join(this.#copy, `infra/settings/${stage}.json`);
  }

  static async arrive(stage: string, folder: string): Promise<Stranger> {
    return new Stranger(stage, folder, await startProvider({ accessTokenSeconds: TOKEN_SECONDS }));
  }

  /** Settings that are filled in, and an operator's key; the key. */
  async prepares(): Promise<string> {
    await walked(this.#shell, "settings");
    writeFileSync(this.settings, JSON.stringify(this.#filledIn(), null, 2));
    await walked(this.#shell, "key");
    return readFileSync(join(this.#copy, `.local/operator-${this.#stage}.key`), "utf8").trim();
  }

  /** What stands before the gateway, and the pages of a user pool, are none of the emulator's: people sign in with another issuer. */
  #filledIn(): FileSettings {
    const { issuer } = this.#provider;
    const claims = { tenant: "tenant_id", user: "email", means: "email" as const };
    const trusted = { issuer, audience: RESOURCE, jwksUri: `${issuer}/jwks`, clientId: CLIENT_ID, claims };
    return {
      ...readSettings(this.settings),
      ...{ console: null, alarmEmail: "ops@example.com", signIn: { pool: null, issuers: [trusted] } },
    };
  }

  /** From the deployed product's address to a booked receipt, as an administrator who has signed in. */
  async arrivesAt(url: string): Promise<void> {
    await this.#shell.paste(`URL=${url}`);
    const opened = await walked(this.#shell, "tenant");
    const [, tenantId] = /The tenant (ten_\w+) is open/.exec(opened) ?? [];
    assert(tenantId, opened);
    const email = "chen.jing@example.com";
    this.#provider.claims.set(email, { tenant_id: tenantId, email });
    await this.#shell.paste(`KEY=${await tokenOf(this.#provider, email)}`);
    for (const step of ["signIn", "owe", "tell", "booked"] as const) await walked(this.#shell, step);
  }

  leaves(): void {
    this.#shell.end();
    this.#provider.stop();
  }
}

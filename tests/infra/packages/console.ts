import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { headersOf } from "../../../functions/console/serve.ts";
import { EDGE_HEADER, VIEWER_HEADER } from "../../../shared/http/source.ts";
import { CONTEXTS, facts, type Placed, type Properties, synthesized } from "./made.ts";

const full = synthesized("full");
const only = (type: string, of = full): Placed => {
  const found = of.ofType(type);
  expect(found.length).toBe(1);
  return found[0]!;
};
const { DistributionConfig: distribution } = only("AWS::CloudFront::Distribution").Properties as Properties;
const behaviours: Properties[] = distribution.CacheBehaviors;
const at = (path: string): Properties => behaviours.find(({ PathPattern }) => PathPattern === path)!;
const byId = (type: string, ref: unknown): Placed =>
  full.ofType(type).find(({ id }) => JSON.stringify(ref).includes(`"${id}"`))!;

/** What a function at the edge makes of a request. */
function edged(behaviour: Properties, request: object): Properties {
  const [{ EventType, FunctionARN }] = behaviour.FunctionAssociations;
  expect(EventType).toBe("viewer-request");
  const { FunctionCode } = byId("AWS::CloudFront::Function", FunctionARN).Properties;
  return runInNewContext(`${FunctionCode}; handler(event)`, { event: { viewer: { ip: "198.51.100.7" }, request } });
}

describe("the one host name", () => {
  test("hands the API's paths on whole, and keeps nothing of them", () => {
    for (const path of ["/v1/*", "/docs", "/docs/*", "/openapi.json"]) {
      const { AllowedMethods, CachePolicyId, OriginRequestPolicyId, TargetOriginId } = at(path);
      expect(AllowedMethods).toEqual(expect.arrayContaining(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]));
      // AWS's own policies: no caching, and all that the viewer sent, host name included.
      expect(CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
      expect(OriginRequestPolicyId).toBe("216adef6-5c7f-47e4-b989-5492eafa07d3");
      const origin = (distribution.Origins as Properties[]).find(({ Id }) => Id === TargetOriginId)!;
      expect(JSON.stringify(origin.DomainName)).toContain("RegionalDomainName");
      expect(origin.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: "https-only", OriginReadTimeout: 35 });
      expect(origin.OriginCustomHeaders).toMatchObject([{ HeaderName: EDGE_HEADER }]);
    }
    expect(distribution.Aliases).toEqual([CONTEXTS.full.domainName]);
    expect(distribution.ViewerCertificate.MinimumProtocolVersion).toBe("TLSv1.2_2021");
  });

  test("tells the API whose call it is, whatever the viewer claims, and every Lambda behind the gateway knows by what", () => {
    const claimed = { headers: { [VIEWER_HEADER]: { value: "203.0.113.9" } } };
    expect(edged(at("/v1/*"), claimed).headers[VIEWER_HEADER]).toEqual({ value: "198.51.100.7" });
    const behind = facts.lambdas.filter(({ kind }) => kind === "api" || kind === "authorizer");
    const functions = new Map(full.ofType("AWS::Lambda::Function").map((f) => [f.Properties.FunctionName, f]));
    for (const { name } of behind) {
      const { Variables } = functions.get(`cashloop-prod-${name}`)!.Properties.Environment;
      expect([name, JSON.stringify(Variables.EDGE_KEY)]).toEqual([
        name,
        expect.stringContaining("resolve:secretsmanager"),
      ]);
    }
  });

  test("begins every path that names no file with the page, and swallows no 404 of the API", () => {
    const shown = (uri: string): string => edged(distribution.DefaultCacheBehavior, { uri }).uri;
    expect(["/", "/accounts/acc_1", "/signed-in", "/a.b/c"].map(shown)).toEqual(Array(4).fill("/index.html"));
    expect(["/favicon.ico", "/robots.txt"].map(shown)).toEqual(["/favicon.ico", "/robots.txt"]);
    // An answer for all errors would stand for the API's too.
    expect(distribution.CustomErrorResponses).toBeUndefined();
    expect(at("/assets/*").FunctionAssociations).toBeUndefined();
  });
});

describe("the console's files", () => {
  test.each([
    ["the page", () => distribution.DefaultCacheBehavior as Properties, false],
    ["files", () => at("/assets/*"), true],
  ])(
    "are served, %s, with the headers that one machine serves them with, and over TLS alone",
    (_, behaviour, isAsset) => {
      const { ResponseHeadersPolicyId, ViewerProtocolPolicy } = behaviour();
      const config = byId("AWS::CloudFront::ResponseHeadersPolicy", ResponseHeadersPolicyId).Properties
        .ResponseHeadersPolicyConfig as Properties;
      const security = config.SecurityHeadersConfig as Properties;
      const custom = (config.CustomHeadersConfig.Items as Properties[]).map(({ Header, Value }) => [Header, Value]);
      const policy = JSON.stringify(security.ContentSecurityPolicy.ContentSecurityPolicy);
      expect(policy).not.toMatch(/unsafe|\*/);
      const { "content-security-policy": said = "", ...others } = headersOf(isAsset, []);
      for (const directive of said.split("; ").filter((one) => !one.startsWith("connect-src"))) {
        expect(policy).toContain(directive);
      }
      expect(policy).toContain("https://login.example.com");
      expect(policy).toContain("https://cashloop-prod.auth.");
      expect(Object.fromEntries(custom)).toEqual({
        "cache-control": others["cache-control"],
        "cross-origin-opener-policy": others["cross-origin-opener-policy"],
        "permissions-policy": others["permissions-policy"],
      });
      expect(security).toMatchObject({
        FrameOptions: { FrameOption: others["x-frame-options"], Override: true },
        ContentTypeOptions: { Override: true },
        ReferrerPolicy: { ReferrerPolicy: others["referrer-policy"], Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      });
      expect(ViewerProtocolPolicy).toBe("redirect-to-https");
    },
  );

  test("lie in a private bucket, which CloudFront alone reads", () => {
    const bucket = full.ofType("AWS::S3::Bucket").find(({ stack }) => stack.endsWith("-console"))!;
    expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const [control] = full.ofType("AWS::CloudFront::OriginAccessControl");
    expect(control?.Properties.OriginAccessControlConfig).toMatchObject({
      SigningBehavior: "always",
      SigningProtocol: "sigv4",
    });
    const { Statement } = full.ofType("AWS::S3::BucketPolicy").find(({ stack }) => stack.endsWith("-console"))!
      .Properties.PolicyDocument as { Statement: Properties[] };
    const allowed = Statement.filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Action }) => Action).sort()).toEqual(["s3:GetObject", "s3:ListBucket"]);
    for (const { Principal, Condition } of allowed) {
      expect([Principal, Object.keys(Condition.StringEquals)]).toEqual([
        { Service: "cloudfront.amazonaws.com" },
        ["AWS:SourceArn"],
      ]);
    }
  });
});

describe("signing in", () => {
  test("is by code and PKCE, from a public client, on pages of the pool's own", () => {
    const client = only("AWS::Cognito::UserPoolClient").Properties;
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "profile"],
      CallbackURLs: ["https://crm.example.com/signed-in", "https://portal.example.com/back"],
      LogoutURLs: ["https://crm.example.com/", "https://portal.example.com/back"],
      RefreshTokenRotation: { Feature: "ENABLED" },
      EnableTokenRevocation: true,
    });
    expect(only("AWS::Cognito::UserPoolDomain").Properties).toMatchObject({
      Domain: "cashloop-prod",
      ManagedLoginVersion: 2,
    });
    const pool = only("AWS::Cognito::UserPool");
    expect(pool.Properties).toMatchObject({
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { EmailMessage: expect.stringContaining("https://crm.example.com") },
      },
      MfaConfiguration: "OPTIONAL",
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
      DeletionProtection: "ACTIVE",
    });
    expect(pool.DeletionPolicy).toBe("Retain");
  });

  test("without a host name leads back to CloudFront's own", () => {
    const { CallbackURLs } = only("AWS::Cognito::UserPoolClient", synthesized("plain")).Properties;
    expect(JSON.stringify(CallbackURLs)).toMatch(/DomainName.*\/signed-in/);
  });

  test("lets the stream's consumer and what deletes tenants into the pool's own calls, and nobody else into any", () => {
    const allowed = full.ofType("AWS::IAM::Role").filter((role) => JSON.stringify(role).includes("cognito-idp:"));
    const names = allowed.map(({ Properties: { RoleName } }) => RoleName);
    expect(names.sort()).toEqual(["cashloop-prod-rest", "cashloop-prod-tenantsLeaving"]);
    for (const { Properties } of allowed) {
      const { Statement } = Properties.Policies[0].PolicyDocument as { Statement: Properties[] };
      const [{ Action, Resource }] = Statement.filter((s) => JSON.stringify(s.Action).includes("cognito-idp:")) as [
        Properties,
      ];
      expect(Action).toHaveLength(6);
      expect(JSON.stringify(Resource)).toMatch(/Users/);
    }
  });

  test("needs neither a pool nor CloudFront: any issuer will do, where neither is to be had", () => {
    const bare = synthesized("bare");
    const kinds = [
      "Cognito::UserPool",
      "Cognito::UserPoolDomain",
      "CloudFront::Distribution",
      "SecretsManager::Secret",
    ];
    expect(kinds.flatMap((kind) => bare.ofType(`AWS::${kind}`))).toEqual([]);
    const authorizer = bare
      .ofType("AWS::Lambda::Function")
      .find(({ Properties: { FunctionName } }) => FunctionName === "cashloop-prod-authorizer")!;
    const { OIDC_ISSUERS, EDGE_KEY } = authorizer.Properties.Environment.Variables;
    expect([JSON.parse(OIDC_ISSUERS), EDGE_KEY]).toEqual([CONTEXTS.bare.signIn.issuers, undefined]);
    expect(facts.byContext.bare?.findings).toEqual([]);
  });
});

describe("where a region has no SES", () => {
  const bare = synthesized("bare");

  test("mails and text messages leave by others, with the secrets that the deployment puts in, and nobody may call SES or SNS", () => {
    expect(
      ["ConfigurationSet", "EmailIdentity", "ReceiptRule"].flatMap((kind) => bare.ofType(`AWS::SES::${kind}`)),
    ).toEqual([]);
    const called = (name: string) =>
      bare.ofType("AWS::Lambda::Function").find(({ Properties }) => Properties.FunctionName === name)?.Properties;
    const smtp = JSON.stringify(called("cashloop-prod-sender")?.Environment.Variables.SMTP);
    expect(smtp).toContain("smtp.example.com");
    expect(smtp).toContain("{{resolve:secretsmanager:cashloop/smtp:SecretString:::}}");
    const sms = JSON.stringify(called("cashloop-prod-sender")?.Environment.Variables.SMS);
    expect(sms).toContain("{{resolve:secretsmanager:cashloop/sms:SecretString:::}}");
    expect(JSON.stringify(bare.ofType("AWS::IAM::Role"))).not.toMatch(/ses:|sns:Publish/);
  });
});

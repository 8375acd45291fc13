import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { CfnApi, CfnApiMapping, CfnDomainName, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Settings } from "./settings.ts";

/** Requests of all tenants together; each tenant's own limit is kept by the product. */
const REQUESTS_PER_SECOND_MAX = 5_000;
const BURST_MAX = 2_500;
/** A browser may keep the answer to a preflight this long. */
const PREFLIGHT_SECONDS = Duration.hours(1).toSeconds();

/**
 * One line a call. Never a header, a path or a query: they may carry a credential, an id or a name. `door` is a whole
 * collection; the line of the Lambda with the same `requestId` has the route.
 */
const ACCESS_LOG = {
  at: "$context.requestTimeEpoch",
  requestId: "$context.requestId",
  door: "$context.routeKey",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  integrationMs: "$context.integrationLatency",
  sourceIp: "$context.identity.sourceIp",
  bytes: "$context.responseLength",
  error: "$context.error.message",
  integrationError: "$context.integrationErrorMessage",
};

/** The front door: the HTTP API, its one stage, its log, and its own host name where there is one. */
export class GatewayStack extends Stack {
  readonly api: CfnApi;
  /** Where the API is reached by itself, without a slash at the end. */
  readonly publicUrl: string;
  /** The gateway's host as AWS knows it, and whether it answers to the product's host name alone. */
  readonly originDomain: string;
  readonly isOwnHost: boolean;

  constructor(scope: Construct, id: string, settings: Settings, props?: StackProps) {
    super(scope, id, { ...props, description: "Cashloop: the HTTP API's front door." });
    const { stage, domainName } = settings;
    this.api = new CfnApi(this, "Api", {
      name: `cashloop-${stage}`,
      protocolType: "HTTP",
      // With an own host name there is one way in, so that what guards the name cannot be walked around.
      disableExecuteApiEndpoint: domainName !== null,
      corsConfiguration: {
        allowOrigins: ["*"],
        allowMethods: ["*"],
        allowHeaders: ["authorization", "content-type", "idempotency-key", "if-match"],
        exposeHeaders: ["etag", "retry-after", "damaged-records"],
        maxAge: PREFLIGHT_SECONDS,
      },
    });
    const front = this.#stage();
    const host = domainName ? this.#host(domainName, settings.certificateArn ?? "", front) : undefined;
    this.isOwnHost = host !== undefined;
    this.originDomain = host?.attrRegionalDomainName ?? `${this.api.ref}.execute-api.${this.region}.${this.urlSuffix}`;
    this.publicUrl = domainName ? `https://${domainName}` : this.api.attrApiEndpoint;
    new CfnOutput(this, "PublicUrl", { value: this.publicUrl });
  }

  #stage(): CfnStage {
    const log = new LogGroup(this, "AccessLog", {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return new CfnStage(this, "Stage", {
      apiId: this.api.ref,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: REQUESTS_PER_SECOND_MAX,
        throttlingBurstLimit: BURST_MAX,
      },
      accessLogSettings: { destinationArn: log.logGroupArn, format: JSON.stringify(ACCESS_LOG) },
    });
  }

  #host(domainName: string, certificateArn: string, front: CfnStage): CfnDomainName {
    const host = new CfnDomainName(this, "Host", {
      domainName,
      domainNameConfigurations: [{ certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" }],
    });
    new CfnApiMapping(this, "HostMapping", { apiId: this.api.ref, domainName: host.ref, stage: front.ref });
    new CfnOutput(this, "HostTarget", {
      value: host.attrRegionalDomainName,
      description: "Without a console, point the host name here with an alias or CNAME record.",
    });
    return host;
  }
}

import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { CfnAuthorizer, CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Declared } from "../local/declarations.ts";
import { accept } from "./findings.ts";
import type { GatewayStack } from "./gateway.ts";
import { ProductLambda, type Wiring } from "./lambda.ts";
import { namespaceOf } from "./settings.ts";

/** The gateway gives up after 30 seconds; the Lambda a little earlier, so that its own error is seen. */
const CALL_TIMEOUT = Duration.seconds(29);
const AUTHORIZER_TIMEOUT = Duration.seconds(10);

/** The part of an API that a stack's routes are hung on. */
export type Door = { gateway: GatewayStack; authorizerId: string | undefined };

/** What a Lambda behind the gateway knows CloudFront by. */
const edgeOf = ({ edgeKey }: Wiring): Record<string, string> => (edgeKey ? { EDGE_KEY: edgeKey } : {});

/** A module's Lambda behind the gateway: one integration, and the gateway's routes that lead to it. */
export function servedLambda(
  scope: Construct,
  wiring: Wiring,
  door: Door,
  declaration: Declared<"api">,
): ProductLambda {
  const environment = { METRICS_NAMESPACE: namespaceOf(wiring.settings), ...edgeOf(wiring) };
  const lambda = new ProductLambda(scope, wiring, declaration, { timeout: CALL_TIMEOUT, environment });
  const { ref: apiId } = door.gateway.api;
  const { region, account, partition } = Stack.of(scope);
  const source = `arn:${partition}:execute-api:${region}:${account}:${apiId}`;
  lambda.fn.addPermission("Gateway", {
    principal: new ServicePrincipal("apigateway.amazonaws.com"),
    sourceArn: `${source}/*/*`,
  });
  const integration = new CfnIntegration(lambda, "Integration", {
    apiId,
    integrationType: "AWS_PROXY",
    integrationUri: lambda.fn.functionArn,
    payloadFormatVersion: "2.0",
  });
  for (const { method, path, public: isPublic } of declaration.routes) {
    const guard =
      isPublic || !door.authorizerId
        ? { authorizationType: "NONE" }
        : { authorizationType: "CUSTOM", authorizerId: door.authorizerId };
    const route = new CfnRoute(lambda, `${method} ${path.replaceAll("/", "|")}`, {
      apiId,
      routeKey: `${method} ${path}`,
      target: `integrations/${integration.ref}`,
      ...guard,
    });
    if (isPublic) {
      accept(
        route,
        "AwsSolutions-APIG4",
        "Declared public: a text for everybody, a bank's notice, which is proven by its signature over the raw body and by no bearer, or the 404 of a path that nothing serves.",
      );
    }
  }
  return lambda;
}

/** The modules behind the gateway, each a Lambda with a role of its own, and the one authorizer before them. */
export class ApiStack extends Stack {
  readonly lambdas: ProductLambda[] = [];
  readonly door: Door;

  constructor(
    scope: Construct,
    id: string,
    wiring: Wiring,
    gateway: GatewayStack,
    declared: { authorizers: Declared<"authorizer">[]; apis: Declared<"api">[] },
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: the modules behind the gateway." });
    const [authorizer] = declared.authorizers;
    this.door = { gateway, authorizerId: authorizer && this.#authorizer(wiring, gateway, authorizer) };
    for (const api of declared.apis) this.lambdas.push(servedLambda(this, wiring, this.door, api));
  }

  /** Asked at every call: nothing is cached and no header is required, so a revoked key is refused at once. */
  #authorizer(wiring: Wiring, gateway: GatewayStack, declaration: Declared<"authorizer">): string {
    const lambda = new ProductLambda(this, wiring, declaration, {
      timeout: AUTHORIZER_TIMEOUT,
      environment: {
        OPERATOR_KEY_HASH: wiring.settings.operatorKeyHash ?? "",
        ...edgeOf(wiring),
      },
    });
    this.lambdas.push(lambda);
    const authorizer = new CfnAuthorizer(lambda, "Authorizer", {
      apiId: gateway.api.ref,
      name: declaration.name,
      authorizerType: "REQUEST",
      authorizerPayloadFormatVersion: "2.0",
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 0,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${lambda.fn.functionArn}/invocations`,
    });
    lambda.fn.addPermission("Gateway", {
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${gateway.api.ref}/authorizers/${authorizer.ref}`,
    });
    return authorizer.ref;
  }
}

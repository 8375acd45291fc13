import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import {
  API_PATHS,
  ASSETS,
  HSTS_SECONDS,
  KEPT_BY_NOBODY,
  KEPT_FOR_EVER,
  PAGE,
  PERMISSIONS,
  policyOf,
} from "../../functions/console/serve.ts";
import { EDGE_HEADER, VIEWER_HEADER } from "../../shared/http/source.ts";
import type { DataStack } from "./data.ts";
import { accept } from "./findings.ts";
import type { GatewayStack } from "./gateway.ts";
import { loginOrigin } from "./identity.ts";
import type { Settings } from "./settings.ts";

/** The gateway gives an answer within 30 seconds; CloudFront waits a little longer, so that it is the one that is heard. */
const API_ANSWER_MAX = Duration.seconds(35);
const EDGE_KEY_LENGTH = 40;

/** A path that names no file begins with the page. It stands before the files alone, so that what the API does not know stays a 404. */
const TO_PAGE = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) request.uri = "/${PAGE}";
  return request;
}`;

/** The API is told whose call it is, since its gateway sees CloudFront alone. */
const FOR_VIEWER = `function handler(event) {
  event.request.headers["${VIEWER_HEADER}"] = { value: event.viewer.ip };
  return event.request;
}`;

/** One host name for people and programs: the console's files from a bucket, and the API behind the same name. */
export class ConsoleStack extends Stack {
  /** Where the product is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** What only CloudFront tells the gateway. */
  readonly edgeKey: string;
  readonly #settings: Settings;

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    parts: { data: DataStack; gateway: GatewayStack },
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: the console, and the one host name." });
    this.#settings = settings;
    const secret = new Secret(this, "EdgeKey", {
      description: "By this the API knows calls that CloudFront hands on.",
      generateSecretString: { excludePunctuation: true, passwordLength: EDGE_KEY_LENGTH },
    });
    accept(
      secret,
      "AwsSolutions-SMG4",
      "It is rotated by a deployment that makes another: CloudFront and the Lambdas must change together.",
    );
    this.edgeKey = secret.secretValue.unsafeUnwrap();
    const bucket = this.#bucket();
    const distribution = this.#distribution(bucket, parts);
    bucket.addToResourcePolicy(this.#mayList(bucket, distribution));
    this.publicUrl = `https://${settings.domainName ?? distribution.distributionDomainName}`;
    new CfnOutput(this, "ConsoleUrl", { value: this.publicUrl });
    new CfnOutput(this, "ConsoleBucket", { value: bucket.bucketName });
    if (settings.domainName) {
      new CfnOutput(this, "ConsoleTarget", {
        value: distribution.distributionDomainName,
        description: "Point the host name here with an alias or CNAME record.",
      });
    }
  }

  #bucket(): Bucket {
    const bucket = new Bucket(this, "Files", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    accept(
      bucket,
      "AwsSolutions-S1",
      "It holds the console's public files and nothing else; who reads them is nobody's secret.",
    );
    return bucket;
  }

  /** Whoever may list is told of a file that is not there, instead of being refused. */
  #mayList(bucket: Bucket, { distributionArn }: Distribution): PolicyStatement {
    return new PolicyStatement({
      actions: ["s3:ListBucket"],
      resources: [bucket.bucketArn],
      principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
      conditions: { StringEquals: { "AWS:SourceArn": distributionArn } },
    });
  }

  /** What every file is answered with, and how long it may be kept. */
  #headers(id: string, kept: string, connect: readonly string[]): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, id, {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policyOf(connect), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.seconds(HSTS_SECONDS), override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: "cache-control", value: kept, override: true },
          { header: "cross-origin-opener-policy", value: "same-origin", override: true },
          { header: "permissions-policy", value: PERMISSIONS, override: true },
        ],
      },
    });
  }

  #connect({ data }: { data: DataStack }): string[] {
    const { pool, issuers } = this.#settings.signIn;
    const origins = issuers.map(({ issuer }) => new URL(issuer).origin);
    return [...(pool ? [loginOrigin(this, pool)] : []), ...origins, `https://${data.bucket.bucketRegionalDomainName}`];
  }

  #distribution(bucket: Bucket, parts: { data: DataStack; gateway: GatewayStack }): Distribution {
    const { domainName, console } = this.#settings;
    const connect = this.#connect(parts);
    const files = S3BucketOrigin.withOriginAccessControl(bucket);
    const safe = { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, compress: true } as const;
    const api = this.#api(parts.gateway);
    const distribution = new Distribution(this, "Edge", {
      comment: `Cashloop ${this.#settings.stage}`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      ...(domainName && {
        domainNames: [domainName],
        certificate: Certificate.fromCertificateArn(this, "Certificate", console?.certificateArn ?? ""),
      }),
      defaultBehavior: {
        ...safe,
        origin: files,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        responseHeadersPolicy: this.#headers("PageHeaders", KEPT_BY_NOBODY, connect),
        functionAssociations: [
          { function: this.#edgeFunction("ToPage", TO_PAGE), eventType: FunctionEventType.VIEWER_REQUEST },
        ],
      },
      additionalBehaviors: {
        [`${ASSETS}*`]: {
          ...safe,
          origin: files,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: this.#headers("FileHeaders", KEPT_FOR_EVER, connect),
        },
        ...Object.fromEntries(API_PATHS.map((path) => [path, api])),
      },
    });
    accept(distribution, "AwsSolutions-CFR1", "Customers work from wherever they are.");
    accept(
      distribution,
      "AwsSolutions-CFR2",
      "The API brakes addresses, tenants and credentials itself; the files are public.",
    );
    accept(
      distribution,
      "AwsSolutions-CFR3",
      "The gateway's access log has every call; who reads public files is nobody's concern.",
    );
    accept(
      distribution,
      "AwsSolutions-CFR4",
      "Without a host name of its own CloudFront's certificate sets the least version; with one it is TLS 1.2.",
    );
    return distribution;
  }

  #edgeFunction(id: string, code: string): EdgeFunction {
    return new EdgeFunction(this, id, { code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0 });
  }

  /** Handed on as it comes, kept by nobody; all headers of an answer are the API's own, but for HSTS. */
  #api({ originDomain, isOwnHost }: GatewayStack): BehaviorOptions {
    return {
      origin: new HttpOrigin(originDomain, {
        readTimeout: API_ANSWER_MAX,
        customHeaders: { [EDGE_HEADER]: this.edgeKey },
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // A host name of its own is what the gateway knows its API by.
      originRequestPolicy: isOwnHost
        ? OriginRequestPolicy.ALL_VIEWER
        : OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, "ApiHeaders", {
        securityHeadersBehavior: {
          strictTransportSecurity: { accessControlMaxAge: Duration.seconds(HSTS_SECONDS), override: true },
        },
      }),
      functionAssociations: [
        { function: this.#edgeFunction("ForViewer", FOR_VIEWER), eventType: FunctionEventType.VIEWER_REQUEST },
      ],
    };
  }
}

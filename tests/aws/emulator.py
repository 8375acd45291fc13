"""Starts the emulator with three things that its IAM lacks and that the wall between tenants stands on.

All else is the emulator's own: which statements there are, what they allow and deny, and whom a session is for.
"""

import json
import re
import sys

from ministack.app import main
from ministack.core import iam_actions, iam_evaluator
from ministack.services import dynamodb, iam

EQUALITY = re.compile(r"([#\w]+)\s*=\s*(:\w+)")
VARIABLE = re.compile(r"\$\{(aws:PrincipalTag/[^}]+)\}")


def partition_attribute(table_name, index_name=None):
    """The attribute that a table, or one of its indexes, is partitioned by."""
    table = dynamodb._tables.get(table_name) or {}
    indexes = table.get("GlobalSecondaryIndexes") or []
    schema = next((i["KeySchema"] for i in indexes if i["IndexName"] == index_name), table.get("KeySchema") or [])
    return next((k["AttributeName"] for k in schema if k["KeyType"] == "HASH"), None)


def text_of(attribute):
    return next(iter(attribute.values()))


def leading_keys(request):
    """The partition keys of the items that a request names."""
    table = request.get("TableName")
    named = []
    for item in request.get("TransactItems") or []:
        named += [(part["TableName"], part.get("Key") or part.get("Item")) for part in item.values()]
    for name, asked in (request.get("RequestItems") or {}).items():
        # Reads name keys, writes a request each.
        writes = asked if isinstance(asked, list) else []
        keys = asked.get("Keys") or [] if isinstance(asked, dict) else []
        named += [(name, key) for key in keys]
        named += [(name, part.get("Key") or part.get("Item")) for one in writes for part in one.values()]
    item = request.get("Key") or request.get("Item")
    if item:
        named.append((table, item))
    keys = [text_of(attributes[partition_attribute(name)]) for name, attributes in named]
    condition = request.get("KeyConditionExpression")
    if condition:
        partition = partition_attribute(table, request.get("IndexName"))
        names = request.get("ExpressionAttributeNames") or {}
        values = request["ExpressionAttributeValues"]
        keys += [text_of(values[v]) for n, v in EQUALITY.findall(condition) if names.get(n, n) == partition]
    return keys


def with_leading_keys(context_of):
    """Adds dynamodb:LeadingKeys to what a request says of itself."""

    def wrapped(body):
        keys = leading_keys(json.loads(body or b"{}"))
        return {**context_of(body), **({"dynamodb:LeadingKeys": keys} if keys else {})}

    return wrapped


def with_variables(conditions_met):
    """Puts the caller's tags in the place of ${aws:PrincipalTag/…}; one that the caller does not have fits nothing."""

    def wrapped(conditions, context):
        def filled(found):
            return str((context.principal_keys or {}).get(found.group(1).lower(), "\0"))

        def put(value):
            if isinstance(value, str):
                return VARIABLE.sub(filled, value)
            if isinstance(value, list):
                return [put(one) for one in value]
            return {name: put(one) for name, one in value.items()} if isinstance(value, dict) else value

        return conditions_met(put(conditions), context)

    return wrapped


def with_roles(resolve):
    """Gives aws:PrincipalArn of a role's session as the role that it is of, as AWS does."""

    def wrapped(key, context):
        found = resolve(key, context)
        if key.lower() != "aws:principalarn" or ":assumed-role/" not in str(found):
            return found
        name = iam_evaluator._role_name_from_assumed_arn(found)
        role = iam._roles.get_scoped(context.principal_account, None, name)
        return role["Arn"] if role else found

    return wrapped


iam_actions.dynamodb_service_context = with_leading_keys(iam_actions.dynamodb_service_context)
iam_evaluator._conditions_met = with_variables(iam_evaluator._conditions_met)
iam_evaluator._resolve_condition_key = with_roles(iam_evaluator._resolve_condition_key)
sys.exit(main())

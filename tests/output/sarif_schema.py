"""The rules of SARIF 2.1.0 for the objects that the log uses, as a JSON Schema.

The official schema is no part of any package, so its constraints on these objects (names,
types, values, what is required and what must be unique) are written down here; as there, no
other name is allowed. ``test_sarif`` adds what only the text of the standard says.
"""

from typing import Any

Node = dict[str, Any]

_GUID = {"type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"}
_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}
_URI = {"type": "string", "format": "uri-reference"}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_LANGUAGE = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}


def _number(minimum: int) -> Node:
    return {"type": "integer", "minimum": minimum}


def _one(kind: str) -> Node:
    return {"$ref": f"#/definitions/{kind}"}


def _many(kind: str, unique: bool = True) -> Node:
    return {"type": "array", "items": _one(kind), "uniqueItems": unique}


_KINDS: dict[str, Node] = {
    "log": {"$schema": {"type": "string", "format": "uri"}, "version!": {"enum": ["2.1.0"]},
            "runs!": _many("run", False)},
    "run": {
        "tool!": _one("tool"), "invocations": _many("invocation", False), "language": _LANGUAGE,
        "artifacts": _many("artifact"), "results": _many("result", False),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "originalUriBaseIds": {"type": "object", "additionalProperties": _one("artifactLocation")},
    },
    "tool": {"driver!": _one("toolComponent"), "extensions": _many("toolComponent")},
    "toolComponent": {
        "name!": _TEXT, "fullName": _TEXT, "version": _TEXT, "semanticVersion": _TEXT,
        "language": _LANGUAGE, "guid": _GUID, "rules": _many("reportingDescriptor"),
    },
    "reportingDescriptor": {
        "id!": _TEXT, "name": _TEXT, "guid": _GUID, "shortDescription": _one("text"),
        "fullDescription": _one("text"), "help": _one("text"), "helpUri": _URI,
        "defaultConfiguration": _one("reportingConfiguration"),
    },
    "reportingConfiguration": {"enabled": _FLAG, "level": _LEVEL},
    "text": {"text!": _TEXT, "markdown": _TEXT},
    "message": {"text": _TEXT, "markdown": _TEXT, "id": _TEXT},
    "invocation": {
        "executionSuccessful!": _FLAG, "exitCode": {"type": "integer"},
        "toolExecutionNotifications": _many("notification", False),
    },
    "notification": {
        "message!": _one("message"), "level": _LEVEL, "locations": _many("location"),
        "associatedRule": _one("reference"), "descriptor": _one("reference"),
    },
    "reference": {"id": _TEXT, "index": _number(-1), "guid": _GUID},
    "artifact": {
        "location": _one("artifactLocation"), "hashes": _TEXTS,
        "roles": {"type": "array", "uniqueItems": True, "items": {"enum": ["analysisTarget"]}},
        "mimeType": {"type": "string", "pattern": "[^/]+/.+"},
    },
    "artifactLocation": {"uri": _URI, "uriBaseId": _TEXT, "index": _number(-1),
                         "description": _one("message")},
    "result": {
        "ruleId": _TEXT, "ruleIndex": _number(-1), "level": _LEVEL, "message!": _one("message"),
        "locations": _many("location", False), "relatedLocations": _many("location"),
        "partialFingerprints": _TEXTS, "suppressions": _many("suppression"),
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    },
    "suppression": {
        "kind!": {"enum": ["inSource", "external"]}, "justification": _TEXT,
        "status": {"enum": ["accepted", "underReview", "rejected"]},
    },
    "location": {
        "id": _number(-1), "physicalLocation": _one("physicalLocation"),
        "logicalLocations": _many("logicalLocation"), "message": _one("message"),
    },
    "physicalLocation": {"artifactLocation": _one("artifactLocation"), "region": _one("region")},
    "logicalLocation": {"name": _TEXT, "fullyQualifiedName": _TEXT, "kind": _TEXT},
    "region": {"startLine": _number(1), "startColumn": _number(1), "endLine": _number(1),
               "endColumn": _number(1)},
}  # fmt: skip
"""Each kind of object: its names, ``!`` after one that is required, and what each holds."""

_BAG = {"type": "object", "properties": {
    "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
}}  # fmt: skip


def _definition(names: Node) -> Node:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name.rstrip("!"): kind for name, kind in names.items()}
        | {"properties": _BAG},
        "required": [name.rstrip("!") for name in names if name.endswith("!")],
    }


SCHEMA: Node = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "definitions": {kind: _definition(names) for kind, names in _KINDS.items()},
    "$ref": "#/definitions/log",
}

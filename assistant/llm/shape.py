"""The shape of an answer as servers want it: a strict JSON Schema and words for the prompt."""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

from assistant.llm.request import Rung

TOOL_NAME = "answer"
# Kept by strict servers; others (default, title, lengths, patterns) make some refuse the request.
_KEPT = {
    "$ref", "$defs", "type", "properties", "required", "additionalProperties",
    "items", "anyOf", "enum", "const", "description",
}  # fmt: skip


@cache
def strict_schema(shape: type[BaseModel]) -> dict[str, Any]:
    """Return the model's JSON Schema with every key required and no other key allowed."""
    schema = _strict(shape.model_json_schema())
    assert isinstance(schema, dict)
    return schema


@cache
def instruction(shape: type[BaseModel]) -> str:
    """Return the words that ask for the shape; they stand in every system text."""
    schema = json.dumps(strict_schema(shape), ensure_ascii=False, separators=(",", ":"))
    return (
        "答复只能是一个符合下列 JSON Schema 的 JSON 对象（提供了函数的，以其参数作答）；"
        f"不要解释，不要代码围栏：\n{schema}"
    )


def parameters(shape: type[BaseModel], rung: Rung) -> dict[str, Any]:
    """Return what a rung adds to the body of a request."""
    schema = strict_schema(shape)
    match rung:
        case Rung.JSON_SCHEMA:
            named = {"name": TOOL_NAME, "strict": True, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": named}}
        case Rung.TOOL:
            function = {"name": TOOL_NAME, "description": "提交答复", "parameters": schema}
            choice = {"type": "function", "function": {"name": TOOL_NAME}}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        case Rung.JSON_OBJECT:
            return {"response_format": {"type": "json_object"}}
        case Rung.PLAIN:
            return {}


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _inside(key, value) for key, value in node.items() if key in _KEPT}
    if "oneOf" in node:
        kept["anyOf"] = _strict(node["oneOf"])
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept


def _inside(key: str, value: Any) -> Any:
    """Return a keyword's value; what lies under a name of the model's own is a schema again."""
    if key in ("properties", "$defs"):
        return {name: _strict(each) for name, each in value.items()}
    return value if key in ("required", "enum", "const") else _strict(value)

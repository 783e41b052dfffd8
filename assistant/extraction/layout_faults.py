"""What is wrong with a layout file, in Chinese."""

from pydantic import ValidationError

_WORDS = {
    "extra_forbidden": "没有这个键",
    "missing": "缺少这一项",
    "literal_error": "只能是 {expected}",
    "list_type": "应是一个名称或名称列表",
    "string_type": "应是文字",
    "string_too_short": "不能空白",
    "string_too_long": "名称太长",
    "string_pattern_mismatch": "只能用小写字母、数字和下划线，以字母开头",
    "dict_type": "应由“键：值”组成",
    "model_type": "应由“键：值”组成",
    "value_error": "{error}",
}


def in_chinese(error: ValidationError) -> str:
    """Return every fault as “where: what”, the first five of them."""
    told = [
        f"{'.'.join(str(part) for part in fault['loc'] if part != '[key]')}：{_words(fault)}"
        for fault in error.errors()
    ]
    return "；".join(told[:5]) + (f"；等 {len(told)} 处" if len(told) > 5 else "") + "。"


def _words(fault: object) -> str:
    assert isinstance(fault, dict)  # pydantic's ErrorDetails
    pattern = _WORDS.get(str(fault["type"]), str(fault["msg"]))
    context = {key: str(value) for key, value in (fault.get("ctx") or {}).items()}
    return pattern.format(**{"expected": "", "error": "", **context})

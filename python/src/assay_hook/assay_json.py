"""JSON of what notes are made of. The module json costs each process several milliseconds at its start."""

try:
    from _json import encode_basestring_ascii as text
except ImportError:  # not CPython
    from json.encoder import encode_basestring_ascii as text


def encode(value):
    """Texts, numbers, truths, lists and dictionaries of them; anything else as its text."""
    kind = type(value)
    if kind is str:
        return text(value)
    if value is None or kind is bool:
        return "null" if value is None else "true" if value else "false"
    if kind is int or kind is float:
        return repr(value)
    if kind is list or kind is tuple:
        return "[" + ", ".join(map(encode, value)) + "]"
    if kind is dict:
        return "{" + ", ".join([f"{text(name)}: {encode(member)}" for name, member in value.items()]) + "}"
    return text(str(value))

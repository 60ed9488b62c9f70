"""Takes secrets out of what is written down: credentials in addresses, and values whose name says what they are."""

import re

MASK = "***"
_SECRET_WORDS = {
    "password", "passwd", "pwd", "passphrase", "secret", "secrets", "credential", "credentials", "apikey",
    "authorization",
}  # fmt: skip
_SECRET_KEYS = {"api", "access", "private", "secret", "auth", "encryption", "signing"}
# A token of a language model is no secret.
_PLAIN_TOKENS = {
    "pad", "eos", "bos", "unk", "cls", "sep", "mask", "start", "end", "stop", "special", "next", "first", "last", "per",
    "image", "prompt", "class", "prefix", "suffix", "unknown", "blank", "begin",
}  # fmt: skip
_CREDENTIALS = re.compile(r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s@]+@")
_QUERY = re.compile(r"(?i)([?&](?:[a-z0-9_-]*(?:token|password|secret|signature|api_?key)|sig)=)[^&\s#]+")
_OPTION = re.compile(r"^(--?[A-Za-z][A-Za-z0-9_.-]*)=(.*)$", re.DOTALL)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def is_secret(name):
    """True when a value of this name is to be kept out: `db.password`, `apiKey`, `hf_token`, not `max_tokens`."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if _SECRET_WORDS.intersection(words):
        return True
    for before, word in zip(["", *words], words):
        if word == "key" and before in _SECRET_KEYS:
            return True
    return bool(words) and words[-1] == "token" and (len(words) == 1 or words[-2] not in _PLAIN_TOKENS)


def without_credentials(text):
    """The text with the user part of addresses, and secret parts of their query, masked."""
    if "://" not in text:
        return text
    return _QUERY.sub(r"\1" + MASK, _CREDENTIALS.sub(r"\1" + MASK + "@", text))


def masked(name, text):
    """The text, masked in whole when its name says that it is a secret."""
    return MASK if text and is_secret(name) else without_credentials(text)


def masked_arguments(arguments):
    """A command line with the values of secret options masked, both as `--token x` and as `--token=x`."""
    shown = []
    hide_next = False
    for argument in arguments:
        option = _OPTION.match(argument)
        if option:
            shown.append(option.group(1) + "=" + masked(option.group(1), option.group(2)))
            hide_next = False
            continue
        is_option = argument.startswith("-")
        shown.append(MASK if hide_next and not is_option else without_credentials(argument))
        hide_next = is_option and is_secret(argument)
    return shown

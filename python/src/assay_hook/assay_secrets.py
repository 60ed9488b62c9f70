"""Takes secrets out of what is written down: credentials in addresses, and values whose name says what they are."""

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
# No value is hidden unless its name has one of these in it; looking for them is cheap.
_MARKS = ("pass", "pwd", "secret", "cred", "key", "token", "auth")
_CREDENTIALS = r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s@]+@"
_QUERY = r"(?i)([?&](?:[a-z0-9_-]*(?:token|password|secret|signature|api_?key)|sig)=)[^&\s#]+"
_WORDS = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+"


def is_secret(name):
    """True when a value of this name is to be kept out: `db.password`, `apiKey`, `hf_token`, not `max_tokens`."""
    lower = name.lower()
    if not any(mark in lower for mark in _MARKS):
        return False
    import re

    words = [word.lower() for word in re.findall(_WORDS, name)]
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
    import re

    return re.sub(_QUERY, r"\1" + MASK, re.sub(_CREDENTIALS, r"\1" + MASK + "@", text))


def masked(name, text):
    """The text, masked in whole when its name says that it is a secret."""
    return MASK if text and is_secret(name) else without_credentials(text)


def masked_arguments(arguments):
    """A command line with the values of secret options masked: `--token x`, `--token=x`, Hydra's `token=x`."""
    shown = []
    hide_next = False
    for argument in arguments:
        is_option = argument[:1] == "-"
        name, separator, value = argument.partition("=")
        if separator and name and not any(mark in name for mark in " \t\n/:;()\"'"):
            shown.append(name + separator + masked(name, value))
            hide_next = False
            continue
        shown.append(MASK if hide_next and not is_option else without_credentials(argument))
        hide_next = is_option and is_secret(argument)
    return shown

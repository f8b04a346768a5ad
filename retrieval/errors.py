"""The root of every refusal the library gives: a stable code for programs, a sentence for people."""


class RetrievalError(Exception):
    """An expected failure; `code` is stable, `message` is a full sentence that may be shown as it is."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

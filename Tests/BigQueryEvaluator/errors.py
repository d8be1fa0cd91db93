"""Errors as BigQuery reports them: a reason, a message and the HTTP status that belongs to the reason."""

HTTP_STATUS = {
    "invalid": 400,
    "invalidQuery": 400,
    "bytesBilledLimitExceeded": 400,
    "stopped": 400,
    "notFound": 404,
    "duplicate": 409,
    "notImplemented": 501,
}


class BigQueryError(Exception):
    def __init__(self, message: str, reason: str = "invalidQuery") -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason

    @property
    def status(self) -> int:
        return HTTP_STATUS.get(self.reason, 400)

    def proto(self) -> dict[str, str]:
        """The error as jobs and replies carry it."""
        location = {"location": "query"} if self.reason == "invalidQuery" else {}
        return {"reason": self.reason, **location, "message": self.message}


def not_modelled(what: str) -> BigQueryError:
    """For what real BigQuery may well know and this server does not: never a silent success."""
    return BigQueryError(f"{what} is not modelled by this server", "notImplemented")

"""Refuse as GitHub does: the status and the words of each refusal."""

from __future__ import annotations

from collections.abc import Mapping

from localhub.records import Transfer

DOCUMENTATION = "https://docs.github.com/rest"


REDIRECTS = f"{DOCUMENTATION}/guides/best-practices-for-using-the-rest-api#follow-redirects"


class Refusal(ValueError):  # noqa: N818 - GitHub refuses; that is no error of its own
    """Refuse a request with GitHub's status, message and list of errors."""

    def __init__(
        self,
        status: int,
        message: str,
        *errors: Mapping[str, str],
        documentation: str | None = None,
        location: str | None = None,
    ) -> None:
        super().__init__(": ".join([message, *(error.get("message", "") for error in errors)]))
        self.status = status
        self.message = message
        self.errors = errors
        self.documentation = documentation
        self.location = location

    def body(self, documentation: str) -> dict[str, object]:
        """Write the answer's body; `documentation` is the page of the endpoint asked."""
        errors = {"errors": [dict(error) for error in self.errors]} if self.errors else {}
        return {
            "message": self.message,
            **errors,
            **({"url": self.location} if self.location else {}),
            "documentation_url": self.documentation or documentation,
            "status": str(self.status),
        }


def bad_credentials() -> Refusal:
    """Refuse a token that nobody holds."""
    return Refusal(401, "Bad credentials", documentation=DOCUMENTATION)


def requires_authentication() -> Refusal:
    """Refuse a write, or a private read, without a token."""
    return Refusal(401, "Requires authentication")


def not_accessible() -> Refusal:
    """Refuse an app that lacks the permission."""
    return Refusal(403, "Resource not accessible by integration")


def no_admin_rights() -> Refusal:
    """Refuse a person who may see the thing but not change it."""
    return Refusal(403, "Must have admin rights to Repository.")


def not_found() -> Refusal:
    """Refuse what is not there, or must not be known to be there."""
    return Refusal(404, "Not Found")


def moved(to: Transfer) -> Refusal:
    """Lead to where an issue was transferred; the address is below that of the API."""
    path = f"/repositories/{to.repository_id}/issues/{to.number}"
    return Refusal(301, "Moved Permanently", documentation=REDIRECTS, location=path)


def unprocessable(message: str) -> Refusal:
    """Refuse a request that can be read but makes no sense."""
    return Refusal(422, message)


def invalid(
    resource: str, field: str, code: str = "invalid", message: str | None = None
) -> Refusal:
    """Refuse one field of a resource."""
    error = {"resource": resource, "code": code, "field": field}
    return Refusal(422, "Validation Failed", error | ({"message": message} if message else {}))

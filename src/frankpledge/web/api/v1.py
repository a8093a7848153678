"""Version 1 of the API: what may be added to and never changed. Its description is made from the code that answers."""

from functools import cached_property
from typing import Any

from django.urls import URLPattern
from ninja import NinjaAPI

from frankpledge.web.api import member, problems, published
from frankpledge.web.api.serving import served

ABOUT = (
    "What partnerships have published, for anybody; and what a member sees, with a token of theirs. "
    "Version 1 gains fields and addresses and loses none. Figures are not rounded. "
    "Published figures are under the Open Government Licence v3.0."
)


AT = "/api/v1/"


class Api(NinjaAPI):
    """Refusals are described with the media type that they have. The description is made once: it never changes."""

    @cached_property
    def described(self) -> Any:
        described = super().get_openapi_schema(path_prefix=AT)
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {problems.MEDIA_TYPE: next(iter(answer["content"].values()))}
        return described

    def get_openapi_schema(self, **options: Any) -> Any:
        return self.described


api = Api(title="Frankpledge", version="1.0", description=ABOUT, docs_url=None, urls_namespace="v1")
api.add_router("/published", published.router)
api.add_router("", member.router)
problems.handle(api)


def _urls() -> list[URLPattern]:
    """Every address of version 1, each served as it should be; one that no token opens is for everybody."""
    every = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    patterns = [pattern for pattern in every if pattern.name != "api-root"]
    for pattern in patterns:
        public = pattern.name == "openapi-json" or str(pattern.pattern).startswith("published/")
        pattern.callback = served(pattern.callback, public=public)
    return patterns


urls = (_urls(), "ninja", "v1")

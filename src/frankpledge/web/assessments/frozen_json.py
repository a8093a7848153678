"""A column of JSON that is written once: what was read of it is kept in the process, and not parsed again."""

import json
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTransform

KEPT = 8  # documents, of a megabyte or so each


class FrozenJSONField(models.JSONField):
    """
    JSON that never changes once it is saved, and that nobody who reads it changes.

    The database is asked each time, so whoever may not see the row does not get what another has read.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(value, str) and self.decoder is None and not isinstance(expression, KeyTransform):
            return _parsed(value)
        return super().from_db_value(value, expression, connection)

    def deconstruct(self) -> Any:
        """To a migration it is a column of JSON as any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


@lru_cache(maxsize=KEPT)
def _parsed(text: str) -> Any:
    return json.loads(text)

"""Every field that could say something about a person was looked at."""

from django.apps import apps
from django.db import models

from frankpledge.web.personal import NOT_PERSONAL, PERSONAL

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)


def fields() -> set[str]:
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for config in apps.get_app_configs()
        if config.name.startswith("frankpledge.")
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, WORDS)
    }


def test_every_field_of_words_is_listed_as_personal_or_not() -> None:
    assert fields() - set(PERSONAL) - NOT_PERSONAL == set()


def test_no_list_names_a_field_that_is_not_there() -> None:
    assert set(PERSONAL) | NOT_PERSONAL == fields()
    assert not set(PERSONAL) & NOT_PERSONAL

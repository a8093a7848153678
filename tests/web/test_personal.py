"""Every field that could say something about a person was looked at."""

from importlib import import_module

import pytest
from django.apps import AppConfig, apps
from django.db import models

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)


OURS = [config for config in apps.get_app_configs() if config.name.startswith("frankpledge.")]
WITH_MODELS = [config for config in OURS if any(True for _ in config.get_models())]


def fields(config: AppConfig) -> set[str]:
    return {
        f"{model.__name__}.{field.name}"
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, WORDS)
    }


@pytest.mark.parametrize("config", WITH_MODELS, ids=lambda config: config.label)
def test_every_field_of_words_is_listed_once_as_personal_or_not(config: AppConfig) -> None:
    listed = import_module(f"{config.name}.personal")

    assert fields(config) == set(listed.PERSONAL) | listed.NOT_PERSONAL
    assert not set(listed.PERSONAL) & listed.NOT_PERSONAL

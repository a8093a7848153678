"""A workspace that others reach: nothing that Django's own check of a deployment warns of."""

import os
import subprocess
import sys

import pytest

from frankpledge.web.public import BadPublicName, public


def test_djangos_check_of_a_deployment_finds_nothing(tmp_path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frankpledge.web.settings",
        "FRANKPLEDGE_PUBLIC": "https://safer.example",
        "FRANKPLEDGE_SECRET": "0123456789abcdef" * 4,
        "FRANKPLEDGE_WORKSPACE": str(tmp_path),
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("address", ["http://safer.example", "safer.example", "https://safer.example/csp", "https://"])
def test_an_address_without_tls_or_with_a_path_is_refused(address: str) -> None:
    with pytest.raises(BadPublicName):
        public(address)

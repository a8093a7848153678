"""`--archive`: a folder that cannot hold an archive is refused in every command, before anything is read."""

import pytest


@pytest.mark.parametrize("command", [["load", "."], ["holdings"], ["run", "--once"], ["serve"]])
def test_a_folder_of_an_unusable_name_is_refused_with_the_sign_named(run, tmp_path, command):
    told = run(*command, "--archive", tmp_path / "evidence [1]")

    assert told.exit_code == 2
    assert "“[”" in told.output
    assert "--archive" in told.output

"""The command as a process of its own."""

from __future__ import annotations

import importlib
import json
import sys

import pytest

from helpers.command_line import call, run_sepadd


def test_python_dash_m_is_the_command() -> None:
    told = run_sepadd("rules", "--format", "json")
    assert told.returncode == 0
    assert json.loads(told.stdout)["rules"]


def test_what_cannot_be_done_is_said_without_a_traceback() -> None:
    told = run_sepadd("calendar", "2026", "--country", "XX")
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("country 'XX' has no calendar")
    assert "Traceback" not in told.stderr


def test_help_and_version_are_told() -> None:
    assert "collect" in call("--help").output
    assert call("--version").output.startswith("sepadd, version ")


def test_without_click_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("sepadd.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    entry = importlib.import_module("sepadd.cli.entry")
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "sepadd: the command line needs click: "
        "install it with pip install 'sepa-direct-debit[cli]'\n"
    )

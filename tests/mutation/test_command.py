"""`python -m tools.mutate`: what it says, and when it fails."""

from pathlib import Path

import pytest

from tools import mutate
from tools.mutate import main
from tools.mutating.mutant import Outcome, Verdict
from tools.mutating.results import Results

NAME = 'spec: CallStatus: drop enum value "completed"'


def outcome(verdict: Verdict) -> Outcome:
    """Return what became of a mutant that there is."""
    return Outcome(NAME, verdict, "by a test")


def test_a_mutant_that_is_noticed_is_a_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table counts it, and the results name the test that noticed it."""
    file = tmp_path / "results.jsonl"
    assert main(["--only", "spec", "--match", NAME, "--sound", "--jobs", "1", "--results", str(file)]) == 0
    assert "spec             1       1" in capsys.readouterr().out
    assert "tests/evidence/test_evidence.py" in Results(file).known[NAME].by


@pytest.mark.parametrize(
    ("verdict", "reasons", "code", "told"),
    [
        (Verdict.SURVIVED, {}, 1, f"survived, unexplained: {NAME}"),
        (Verdict.SURVIVED, {NAME: "why"}, 0, ""),
        (Verdict.KILLED, {NAME: "why"}, 1, f"killed, though explained to survive: {NAME}: by a test"),
        (Verdict.HUNG, {}, 0, ""),
        (Verdict.SAME, {}, 0, ""),
    ],
)
def test_survivors_must_be_explained_and_only_they(
    verdict: Verdict,
    reasons: dict[str, str],
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Anything else is told by name, and by the exit code."""
    monkeypatch.setattr(mutate, "explanations", lambda: reasons)
    monkeypatch.setattr(mutate, "run", lambda mutants, jobs, tell, is_sound: tell(outcome(verdict)))
    assert main(["--only", "spec", "--match", NAME, "--sound"]) == code
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--sample", "x"], ["--only", "tests"]])
def test_wrong_arguments_are_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "error: argument" in capsys.readouterr().err


def test_a_sample_depends_on_its_seed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """So that what was seen once can be seen again."""
    said = []
    for seed in ("1", "1", "2"):
        assert main(["--only", "code", "--sample", "20", "--seed", seed, "--list"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]
    assert len(said[0].splitlines()) == 20


def test_a_run_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    """What was killed is not tried again, what survived is, and a line that was cut off does not matter."""
    file = tmp_path / "results.jsonl"
    Results(file).note(outcome(Verdict.KILLED))
    Results(file).note(Outcome("other", Verdict.SURVIVED))
    with file.open("a") as out:
        out.write('{"name": "third')
    results = Results(file)
    assert [results.is_settled(name) for name in (NAME, "other", "third")] == [True, False, False]


def test_results_about_another_spec_are_forgotten(tmp_path: Path) -> None:
    """They are begun anew."""
    file = tmp_path / "results.jsonl"
    file.write_text('{"digest": "of another"}\n{"name": "a", "verdict": "killed", "by": ""}\n')
    assert Results(file).known == {}
    assert file.read_text().count("\n") == 1

"""The set-up scripts say which Python and which Chromium they took, and name the command for what is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def programs(tmp_path):
    """A folder that stands for the whole PATH; `programs(name, script)` puts a program into it."""
    folder = tmp_path / "programs"
    folder.mkdir()

    def put(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    put.folder = folder
    return put


def run(command, programs, **variables):
    env = {"PATH": str(programs.folder), "HOME": str(programs.folder), **variables}
    env |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    return subprocess.run([str(part) for part in command], env=env, capture_output=True, text=True, check=False)


def find_chromium(root, programs, *arguments, **variables):
    return run([sys.executable, root / "scripts" / "chromium.py", *arguments], programs, **variables)


def make_venv(root, programs, target, **variables):
    return run(["/bin/sh", root / "scripts" / "venv.sh", target], programs, **variables)


def test_an_installed_chromium_is_taken_and_a_stub_is_not(root, programs):
    programs("chromium", "exit 1")  # what a distribution leaves that only offers a snap
    real = programs("google-chrome", "echo Chrome 1")
    done = find_chromium(root, programs)
    assert done.stdout.strip() == str(real)
    assert "an installed one" in done.stderr


def test_the_named_chromium_comes_first_and_must_run(root, programs):
    programs("chromium", "echo Chromium 1")
    named = programs("mine", "echo Chromium 2")
    assert find_chromium(root, programs, CHROMIUM=str(named)).stdout.strip() == str(named)
    done = find_chromium(root, programs, CHROMIUM="not-there")
    assert (done.returncode, done.stdout) == (1, "")
    assert "not-there" in done.stderr


def test_debian_s_package_is_installed_when_root(root, programs):
    if os.geteuid() != 0:
        done = find_chromium(root, programs, "--find")
        assert "apt-get install chromium" in done.stderr
        return
    target = programs.folder / "chromium"
    programs("apt-get", f'case "$*" in *install*) printf "#!/bin/sh\\necho 1\\n" > {target}; /bin/chmod +x {target};; esac')
    done = find_chromium(root, programs)
    assert done.stdout.strip() == str(target), done.stderr
    assert "Debian's package, installed now" in done.stderr


def test_without_any_chromium_the_commands_are_named(root, programs):
    done = find_chromium(root, programs, "--find")
    assert (done.returncode, done.stdout) == (1, "")
    assert "apt-get install chromium" in done.stderr
    assert "playwright install" in done.stderr


def test_a_python_out_of_range_is_refused(root, programs, tmp_path):
    programs("python3", "exit 1")  # as `sys.exit(not 3.11 <= version <= 3.13)` of another Python would
    done = make_venv(root, programs, tmp_path / "venv", PYTHON="python3")
    assert done.returncode == 1
    assert "3.11, 3.12 or 3.13" in done.stderr


def test_a_python_without_venv_names_the_package(root, programs, tmp_path):
    programs("id", "echo 1000")
    programs("python3", f'case "$*" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"')
    done = make_venv(root, programs, tmp_path / "venv", PYTHON="python3")
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()

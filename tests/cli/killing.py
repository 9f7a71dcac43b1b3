"""A ``sitecustomize`` that ends a process by SIGKILL at a call that is named: what a cut of power does.

``KILL_AT=module:function:before|after:number`` in the environment; every process of the installation
reads it, and the one that comes to that call is gone. The folder of the test says that it happened.
"""

from pathlib import Path

HOOK = """
import importlib.abc, importlib.util, os, signal, sys

where = os.environ.get("KILL_AT", "")
if where:
    wanted, name, when, number = where.split(":")

    class Killing(importlib.abc.MetaPathFinder):
        def find_spec(self, fullname, path, target=None):
            if fullname != wanted:
                return None
            sys.meta_path.remove(self)
            spec = importlib.util.find_spec(fullname)
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                setattr(module, name, killed_at(getattr(module, name)))

            spec.loader.exec_module = exec_module
            return spec

    def killed_at(function):
        calls = []

        def call(*args, **more):
            calls.append(1)
            if len(calls) == int(number) and when == "before":
                end()
            result = function(*args, **more)
            if len(calls) == int(number) and when == "after":
                end()
            return result

        return call

    def end():
        open(os.environ["KILLED"], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)

    sys.meta_path.insert(0, Killing())
"""


def killing(folder: Path, where: str) -> dict[str, str]:
    """The environment in which the first process that comes to ``where`` is killed; ``killed`` appears in ``folder``."""
    hooks = folder / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(HOOK)
    return {"PYTHONPATH": str(hooks), "KILL_AT": where, "KILLED": str(folder / "killed")}


STEP_HOOK = """
import importlib.abc, importlib.util, os, signal, sys

arm = os.environ.get("ARM", "")
left = [0]

def step():
    if not left[0]:
        try:
            left[0] = int(open(arm).read())
        except (OSError, ValueError):
            return
    left[0] -= 1
    if not left[0]:
        os.unlink(arm)
        os.kill(os.getpid(), signal.SIGKILL)

def stepped(holder, name, after=True):
    done = getattr(holder, name)

    def call(*args, **more):
        step()
        result = done(*args, **more)
        if after:
            step()
        return result

    setattr(holder, name, call)

def database(module):
    stepped(module.SQLiteCursorWrapper, "execute")
    stepped(module.DatabaseWrapper, "_commit")

def answer(module):
    stepped(module.WSGIHandler, "__call__")

WANTED = {"django.db.backends.sqlite3.base": database, "django.core.handlers.wsgi": answer}

class Stepping(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path, target=None):
        if fullname not in WANTED:
            return None
        wrap = WANTED.pop(fullname)
        spec = importlib.util.find_spec(fullname)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            wrap(module)

        spec.loader.exec_module = exec_module
        return spec

if arm:
    sys.meta_path.insert(0, Stepping())
"""


def steps(folder: Path, arm: Path) -> dict[str, str]:
    """The environment in which a process is killed at the step of which ``arm`` holds the number, counted from then.

    A step is: before and after each statement of the database, before and after each commit, and before an answer.
    """
    hooks = folder / "step_hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(STEP_HOOK)
    return {"PYTHONPATH": str(hooks), "ARM": str(arm)}

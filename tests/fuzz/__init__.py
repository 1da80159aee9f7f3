"""Targets for a coverage-guided fuzzer: each takes any bytes and raises for what must not be.

`python -m tests.fuzz` runs them with atheris; pytest replays what was found without it.
"""

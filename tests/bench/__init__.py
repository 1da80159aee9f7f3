"""Measure what the bot costs in time, memory and requests: `python -m tests.bench --help`."""

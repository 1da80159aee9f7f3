"""Keep a curated paper list: issue in, pull request out."""

__version__ = "0.2.0"

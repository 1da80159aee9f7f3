"""Keep a curated paper list: issue in, pull request out."""

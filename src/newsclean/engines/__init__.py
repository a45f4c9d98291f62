"""Cleaning on the engines that people have: one module for each, each with one function `clean(frame, settings)`.

All of them give the rows of `newsclean.batch.clean_batch`. A module needs the extra of its name (`pip install 'newsclean[polars]'`) and raises
`MissingExtraError` where it is imported without it.
"""

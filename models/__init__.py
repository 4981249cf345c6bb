"""Mathematics: pure functions and scikit-learn estimators, frames and numbers in and out.

Nothing here knows a file, a database, a clock or an environment variable: time comes in as `as_of`.
"""
